import { FRAME_SAMPLES, SAMPLE_RATE } from './audio-port.ts';

/** A sound in plain terms, so that a script can say "hears a 440 Hz tone at -18 dB". */
export interface Sound {
  readonly kind: 'silence' | 'tone' | 'speech' | 'music';
  /** Root mean square over the window in dB below full scale; -Infinity for digital silence. */
  readonly levelDb: number;
  /** The strongest frequency in Hz, if there is any sound. */
  readonly frequencyHz?: number;
}

/** Below this level there is only room noise and codec residue. */
export const SILENCE_DB = -55;

/** 512 ms: a power of two for the transform, with bins about 2 Hz wide. It is longer than the pauses within speech. */
const WINDOW_SAMPLES = 4096;
/** A tone holds most of its power in a few neighbouring bins. */
const TONE_SHARE = 0.7;
/** Speech pauses between syllables; music seldom does. */
const SPEECH_PAUSE_SHARE = 0.12;
const PAUSE_BELOW_LOUDEST_DB = 25;

/** The root mean square of the samples in dB below full scale; -Infinity for digital silence. */
export function levelDb(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return 20 * Math.log10(Math.sqrt(sum / Math.max(1, samples.length)) / 32768);
}

/** The level in dB below full scale of one frequency, by Goertzel's algorithm. */
export function toneLevelDb(samples: Int16Array, frequencyHz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * frequencyHz) / SAMPLE_RATE);
  let previous = 0;
  let beforeThat = 0;
  for (const sample of samples) {
    const next = sample + coefficient * previous - beforeThat;
    beforeThat = previous;
    previous = next;
  }
  const power = previous * previous + beforeThat * beforeThat - coefficient * previous * beforeThat;
  return 10 * Math.log10((2 * power) / (samples.length * samples.length * 32768 * 32768));
}

/** Names the sound of some samples, best of half a second or more. It tells speech from music only roughly. */
export function classify(samples: Int16Array): Sound {
  const level = levelDb(samples);
  if (level < SILENCE_DB) return { kind: 'silence', levelDb: level };
  const { frequencyHz, share } = dominantTone(samples);
  if (share >= TONE_SHARE) return { kind: 'tone', levelDb: level, frequencyHz };
  const kind = pauseShare(samples) >= SPEECH_PAUSE_SHARE ? 'speech' : 'music';
  return { kind, levelDb: level, frequencyHz };
}

/** Keeps the last half second of frames and names their sound on request. */
export class SoundMeter {
  readonly #ring = new Int16Array(WINDOW_SAMPLES);
  #position = 0;

  add(frame: Int16Array): void {
    for (const sample of frame) {
      this.#ring[this.#position] = sample;
      this.#position = (this.#position + 1) % WINDOW_SAMPLES;
    }
  }

  measure(): Sound {
    const inOrder = new Int16Array(WINDOW_SAMPLES);
    inOrder.set(this.#ring.subarray(this.#position), 0);
    inOrder.set(this.#ring.subarray(0, this.#position), WINDOW_SAMPLES - this.#position);
    return classify(inOrder);
  }
}

/** The strongest frequency and the share of all power that lies within 12 Hz of it. */
function dominantTone(samples: Int16Array): { frequencyHz: number; share: number } {
  const power = powerSpectrum(samples);
  const total = power.reduce((sum, bin) => sum + bin, 0);
  const peak = power.indexOf(Math.max(...power));
  const binHz = SAMPLE_RATE / (power.length * 2);
  const reach = Math.ceil(12 / binHz);
  const near = power.slice(Math.max(0, peak - reach), peak + reach + 1).reduce((sum, bin) => sum + bin, 0);
  return { frequencyHz: Math.round(peak * binHz), share: total > 0 ? near / total : 0 };
}

function pauseShare(samples: Int16Array): number {
  const levels: number[] = [];
  for (let i = 0; i + FRAME_SAMPLES <= samples.length; i += FRAME_SAMPLES) {
    levels.push(levelDb(samples.subarray(i, i + FRAME_SAMPLES)));
  }
  const threshold = Math.max(...levels) - PAUSE_BELOW_LOUDEST_DB;
  return levels.filter((level) => level < threshold).length / Math.max(1, levels.length);
}

/** Power of each bin up to half the sample rate. A radix-2 transform with a Hann window over the last power of two. */
function powerSpectrum(samples: Int16Array): Float64Array {
  const size = 2 ** Math.floor(Math.log2(Math.max(2, samples.length)));
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size);
    real[reverseBits(i, size)] = (samples[samples.length - size + i] ?? 0) * hann;
  }
  for (let width = 2; width <= size; width *= 2) butterflies(real, imaginary, width);
  return Float64Array.from({ length: size / 2 }, (_, i) => (real[i] ?? 0) ** 2 + (imaginary[i] ?? 0) ** 2);
}

function reverseBits(index: number, size: number): number {
  let reversed = 0;
  for (let bit = 1; bit < size; bit *= 2) reversed = reversed * 2 + (index & bit ? 1 : 0);
  return reversed;
}

/** One stage of the transform. */
function butterflies(real: Float64Array, imaginary: Float64Array, width: number): void {
  const half = width / 2;
  for (let k = 0; k < half; k++) {
    const cos = Math.cos((-2 * Math.PI * k) / width);
    const sin = Math.sin((-2 * Math.PI * k) / width);
    for (let even = k; even < real.length; even += width) {
      const odd = even + half;
      const [evenRe = 0, evenIm = 0, oddRe = 0, oddIm = 0] = [
        real[even],
        imaginary[even],
        real[odd],
        imaginary[odd],
      ];
      const re = oddRe * cos - oddIm * sin;
      const im = oddRe * sin + oddIm * cos;
      real[odd] = evenRe - re;
      imaginary[odd] = evenIm - im;
      real[even] = evenRe + re;
      imaginary[even] = evenIm + im;
    }
  }
}
