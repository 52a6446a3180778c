import { FRAME_SAMPLES } from './audio-port.ts';
import { wavFile } from './wav.ts';

/** What `Recorder` hands back; no file where the leg had no sound. */
export interface RecordedLeg {
  readonly wav?: Buffer;
  readonly durationMs: number;
}

/** One recording under way: collects frames and makes a 16-bit WAV file at 8 kHz, as Twilio's media files are. */
export class Recording {
  readonly #startedAt: number;
  readonly #frames: Int16Array[] = [];

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** The next 20 ms; undefined is silence. */
  add(frame: Int16Array | undefined): void {
    this.#frames.push(frame?.slice() ?? new Int16Array(FRAME_SAMPLES));
  }

  /** @param hadSound whether the leg has a port: without one nothing could be heard, and there is no file. */
  finish(now: number, hadSound: boolean): RecordedLeg {
    const durationMs = now - this.#startedAt;
    if (!hadSound && this.#frames.length === 0) return { durationMs };
    return { wav: wavFile(joined(this.#frames)), durationMs };
  }
}

function joined(frames: readonly Int16Array[]): Int16Array {
  const samples = new Int16Array(frames.length * FRAME_SAMPLES);
  frames.forEach((frame, index) => samples.set(frame, index * FRAME_SAMPLES));
  return samples;
}
