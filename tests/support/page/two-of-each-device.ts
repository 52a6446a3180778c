import type { BrowserContext } from 'playwright-core';

/** What a page asked of its devices: the wishes for a microphone, and the speakers that were set. */
export interface AskedOfDevices {
  readonly microphones: readonly string[];
  readonly speakers: readonly string[];
}

/** In such a window a laptop has a headset. `pullPlug()` in the page takes the headset away. */
export async function withHeadset(context: BrowserContext): Promise<void> {
  await context.addInitScript(`(() => {
    const device = (kind, deviceId) => ({ kind, deviceId, label: 'The ' + deviceId, groupId: deviceId, toJSON: () => ({}) });
    const laptop = [device('audioinput', 'default'), device('audioinput', 'laptop'), device('audiooutput', 'default'), device('audiooutput', 'speakers')];
    const headset = [device('audioinput', 'headset'), device('audiooutput', 'earphones')];
    const tracks = [];
    window.askedOfDevices = { microphones: [], speakers: [] };
    let isPlugged = true;
    navigator.mediaDevices.enumerateDevices = async () => isPlugged ? [...laptop, ...headset] : laptop;
    const setSpeaker = async (id) => void window.askedOfDevices.speakers.push(id);
    HTMLMediaElement.prototype.setSinkId = setSpeaker;
    AudioContext.prototype.setSinkId = setSpeaker;
    window.pullPlug = () => {
      isPlugged = false;
      for (const track of tracks) { track.stop(); track.dispatchEvent(new Event('ended')); }
      navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
    };
    // After the page's voice has been put in.
    setTimeout(() => {
      const real = navigator.mediaDevices.getUserMedia;
      navigator.mediaDevices.getUserMedia = async (wish) => {
        const { deviceId } = wish.audio;
        const id = deviceId ? deviceId.exact ?? deviceId.ideal : 'default';
        window.askedOfDevices.microphones.push(id);
        if (!isPlugged && deviceId && deviceId.exact === 'headset') throw new DOMException('gone', 'OverconstrainedError');
        const stream = await real.call(navigator.mediaDevices, wish);
        tracks.push(...stream.getAudioTracks());
        return stream;
      };
    }, 0);
  })()`);
}
