import { levelDb, SILENCE_DB } from './analysis.ts';
import { FRAME_MS, FRAME_SAMPLES } from './audio-port.ts';
import { wavFile } from './wav.ts';

/** The result of `Recorder`; without a file when the leg had no sound. */
export interface RecordedLeg {
  readonly wav?: Buffer;
  readonly durationMs: number;
}

/** The listener for silence: after how many milliseconds it is called, and whether there was a sound before. */
export interface SilenceWatch {
  readonly ms: number;
  readonly heard: (hadSound: boolean) => void;
}

/** One recording under way: collects frames and makes a 16-bit WAV file at 8 kHz, as Twilio's media files are. */
export class Recording {
  readonly #startedAt: number;
  readonly #frames: Int16Array[] = [];
  readonly #silence: SilenceWatch | undefined;
  #silentMs = 0;
  #hadSound = false;

  constructor(startedAt: number, silence?: SilenceWatch) {
    this.#startedAt = startedAt;
    this.#silence = silence;
  }

  /** The next 20 ms. */
  add(frame: Int16Array): void {
    this.#frames.push(frame);
    const isSilent = levelDb(frame) < SILENCE_DB;
    this.#hadSound ||= !isSilent;
    this.#silentMs = isSilent ? this.#silentMs + FRAME_MS : 0;
    if (this.#silence && this.#silentMs === this.#silence.ms) this.#silence.heard(this.#hadSound);
  }

  /** @param hadSound whether the leg has a port; without one there is no sound and no file */
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
