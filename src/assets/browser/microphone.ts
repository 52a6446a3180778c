import type { AudioChoice, Microphone } from '../state/state.ts';

/** An open microphone whose level can be read; close it so that the browser's mark goes out. */
export interface OpenMicrophone {
  /** How loud it is now, 0 to 1. */
  readonly level: () => number;
  readonly close: () => void;
}

/** Says why the microphone could not be opened, from the browser's error name. */
export function microphoneTrouble(name: string): Microphone['state'] {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'missing' : 'failed';
}

/**
 * Opens the microphone, which asks for permission the first time.
 * @throws DOMException as getUserMedia does; name it with `microphoneTrouble`
 */
export async function openMicrophone(input: string | undefined): Promise<OpenMicrophone> {
  const wish = input ? { deviceId: { ideal: input } } : true;
  const stream = await navigator.mediaDevices.getUserMedia({ audio: wish });
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      analyser.getFloatTimeDomainData(samples);
      return loudness(samples);
    },
    close() {
      for (const track of stream.getTracks()) track.stop();
      void context.close();
    },
  };
}

/** Root mean square on a scale where -60 dB is 0 and -6 dB is 1, as ears judge loudness. */
export function loudness(samples: Float32Array): number {
  const square = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  const decibels = 10 * Math.log10(square + 1e-12);
  return Math.min(1, Math.max(0, (decibels + 60) / 54));
}

/** Says whenever a microphone or speaker comes or goes. */
export function watchAudio(changed: () => void): void {
  navigator.mediaDevices?.addEventListener('devicechange', changed);
}

/** The microphones and speakers to choose from. Without permission the browser names none. */
export async function listAudio(): Promise<Pick<Microphone, 'inputs' | 'outputs'>> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const ofKind = (kind: MediaDeviceKind): AudioChoice[] =>
    devices
      .filter((device) => device.kind === kind && device.deviceId !== '' && device.deviceId !== 'default')
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { inputs: ofKind('audioinput'), outputs: ofKind('audiooutput') };
}
