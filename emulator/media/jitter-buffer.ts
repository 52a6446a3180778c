import { FRAME_SAMPLES } from './audio-port.ts';

/** Frames held back before the first goes out, because packets come unevenly: 40 ms. */
const PRIMED_FRAMES = 2;
/** More frames than this are useless delay: the oldest are dropped at once. */
const MOST_FRAMES = 6;
/** Once a second, unneeded frames are dropped, so that one late burst does not delay a whole call. */
const REVIEW_EVERY = 50;

/** Evens out the arrival of sound: packets come unevenly, frames leave every 20 ms. */
export class JitterBuffer {
  #frames: Int16Array[] = [];
  #rest: Int16Array = new Int16Array(0);
  #primed = false;
  #taken = 0;
  /** The fewest frames left behind by any `take` since the last review. */
  #spare = MOST_FRAMES;

  /** Takes any number of samples, as packets bring them. */
  push(samples: Int16Array): void {
    const all = new Int16Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    const whole = all.length - (all.length % FRAME_SAMPLES);
    for (let i = 0; i < whole; i += FRAME_SAMPLES) this.#frames.push(all.subarray(i, i + FRAME_SAMPLES));
    this.#rest = all.subarray(whole);
    if (this.#frames.length > MOST_FRAMES) this.#frames = this.#frames.slice(-PRIMED_FRAMES);
    if (this.#frames.length >= PRIMED_FRAMES) this.#primed = true;
  }

  /** The next frame, or undefined when none is there yet. */
  take(): Int16Array | undefined {
    if (!this.#primed) return undefined;
    const frame = this.#frames.shift();
    if (!frame) this.#primed = false;
    this.#review();
    return frame;
  }

  #review(): void {
    this.#spare = Math.min(this.#spare, this.#frames.length);
    this.#taken += 1;
    if (this.#taken % REVIEW_EVERY !== 0) return;
    if (this.#spare > 1) this.#frames.splice(0, this.#spare - 1);
    this.#spare = MOST_FRAMES;
  }
}
