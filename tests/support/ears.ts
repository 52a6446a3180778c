import type { Page } from 'playwright-core';

/** How loud each tone is to this page, in dBFS: above -45 is heard, below -60 is not. */
export type Heard = Readonly<Record<number, number>>;

/** Levels between which a measurement would prove nothing. */
export const HEARD_ABOVE_DB = -45;

/**
 * Before the page loads: its microphone becomes a pulsed tone (steady ones are taken for noise), and every remote sound is
 * led past an analyser.
 */
export async function giveVoiceAndEars(page: Page, toneHz: number): Promise<void> {
  // tsx wraps named functions in a call that exists on its own side only.
  await page.addInitScript('globalThis.__name ??= (named) => named;');
  await page.addInitScript(installVoice, toneHz);
  await page.addInitScript(installEars);
}

/** Listens for `seconds` and tells the loudest level of each tone. */
export async function listen(page: Page, tones: readonly number[], seconds = 1.2): Promise<Heard> {
  return await page.evaluate(
    async ({ tones, seconds }) => {
      const ears = (window as unknown as { ears: { loudest(tones: number[], ms: number): Promise<Heard> } })
        .ears;
      return await ears.loudest(tones, seconds * 1000);
    },
    { tones: [...tones], seconds },
  );
}

function installVoice(toneHz: number): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext();
    await context.resume();
    const oscillator = context.createOscillator();
    oscillator.frequency.value = toneHz;
    const gain = context.createGain();
    gain.gain.value = 0.125;
    const pulse = context.createOscillator();
    pulse.type = 'square';
    pulse.frequency.value = 4;
    const depth = context.createGain();
    depth.gain.value = 0.125;
    const output = context.createMediaStreamDestination();
    pulse.connect(depth).connect(gain.gain);
    oscillator.connect(gain).connect(output);
    oscillator.start();
    pulse.start();
    return output.stream;
  };
}

function installEars(): void {
  const analysers = new Map<MediaStreamTrack, AnalyserNode>();
  let context: AudioContext | undefined;

  const hear = (track: MediaStreamTrack): void => {
    context ??= new AudioContext();
    void context.resume();
    const analyser = context.createAnalyser();
    analyser.fftSize = 4096;
    analyser.smoothingTimeConstant = 0;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    analysers.set(track, analyser);
    track.addEventListener('ended', () => analysers.delete(track));
  };

  const levelsOf = (analyser: AnalyserNode, tones: number[]): number[] => {
    const spectrum = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(spectrum);
    const binWidth = analyser.context.sampleRate / analyser.fftSize;
    return tones.map((tone) => {
      const bin = Math.round(tone / binWidth);
      return Math.max(...spectrum.slice(bin - 2, bin + 3));
    });
  };

  const loudest = async (tones: number[], ms: number): Promise<Record<number, number>> => {
    const heard: Record<number, number> = Object.fromEntries(tones.map((tone) => [tone, -120]));
    const until = performance.now() + ms;
    while (performance.now() < until) {
      for (const [track, analyser] of analysers) {
        if (track.readyState !== 'live') continue;
        levelsOf(analyser, tones).forEach((level, index) => {
          const tone = tones[index] ?? 0;
          heard[tone] = Math.max(heard[tone] ?? -120, level);
        });
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    return heard;
  };

  window.RTCPeerConnection = new Proxy(RTCPeerConnection, {
    construct(target, args: ConstructorParameters<typeof RTCPeerConnection>) {
      const connection = new target(...args);
      connection.addEventListener('track', ({ track }) => hear(track));
      connection.addEventListener('connectionstatechange', () => {
        if (connection.connectionState !== 'closed') return;
        for (const { track } of connection.getReceivers()) analysers.delete(track);
      });
      return connection;
    },
  });
  Object.assign(window, { ears: { loudest } });
}
