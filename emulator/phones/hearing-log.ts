import { classify, levelDb, SILENCE_DB, toneLevelDb, type Sound } from '../media/analysis.ts';

/** Half a second: long enough to tell speech from music, and for every pulse of a tone. */
const WINDOW_SAMPLES = 4096;
const HOP_SAMPLES = WINDOW_SAMPLES / 2;
/** A tone counts as heard above this level: pulsed and mixed tones lose some. */
const TONE_HEARD_DB = -45;
const SAME_TONE_HZ = 15;
const MOST_SEGMENTS = 2000;

/** A stretch of time in which a phone heard the same thing. Times in milliseconds of the clock. */
export interface HeardSegment {
  readonly from: number;
  readonly to: number;
  readonly kind: Sound['kind'];
  /** Hz. Of several tones at once, only those that the phone listens for. */
  readonly tones: readonly number[];
  /** The loudest level in dB below full scale; -Infinity for digital silence. */
  readonly levelDb: number;
}

/** Records the sounds that a phone hears, as segments. */
export class HearingLog {
  readonly #listenFor: readonly number[];
  readonly #window = new Int16Array(WINDOW_SAMPLES);
  #fresh = 0;
  #quietSince: number | undefined;
  #segments: HeardSegment[] = [];

  constructor(listenFor: readonly number[] = []) {
    this.#listenFor = listenFor;
  }

  /** The next 20 ms, which began at `now`. */
  add(frame: Int16Array, now: number): void {
    if (levelDb(frame) >= SILENCE_DB) this.#quietSince = undefined;
    else this.#quietSince ??= now;
    this.#window.copyWithin(0, frame.length);
    this.#window.set(frame, WINDOW_SAMPLES - frame.length);
    this.#fresh += frame.length;
    if (this.#fresh < HOP_SAMPLES) return;
    this.#append(now - (this.#fresh * 1000) / 8000, now);
    this.#fresh = 0;
  }

  /** When silence began; undefined while there is sound, or before any frame came. */
  get quietSince(): number | undefined {
    return this.#quietSince;
  }

  get segments(): readonly HeardSegment[] {
    return this.#segments;
  }

  #append(from: number, to: number): void {
    const sound = classify(this.#window);
    const next = { from, to, kind: sound.kind, tones: this.#tones(sound), levelDb: sound.levelDb };
    const last = this.#segments.at(-1);
    if (!last || !isSameSound(last, next))
      this.#segments = [...this.#segments.slice(1 - MOST_SEGMENTS), next];
    else
      this.#segments[this.#segments.length - 1] = {
        ...last,
        to,
        levelDb: Math.max(last.levelDb, next.levelDb),
      };
  }

  #tones(sound: Sound): readonly number[] {
    if (sound.kind === 'silence') return [];
    if (this.#listenFor.length > 0) {
      return this.#listenFor.filter((hz) => toneLevelDb(this.#window, hz) > TONE_HEARD_DB);
    }
    return sound.kind === 'tone' && sound.frequencyHz !== undefined ? [sound.frequencyHz] : [];
  }
}

function isSameSound(a: HeardSegment, b: HeardSegment): boolean {
  if (a.kind !== b.kind || a.tones.length !== b.tones.length) return false;
  return a.tones.every((hz, index) => Math.abs(hz - (b.tones[index] ?? 0)) <= SAME_TONE_HZ);
}
