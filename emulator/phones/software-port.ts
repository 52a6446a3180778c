import type { Clock } from '../clock.ts';
import { FRAME_SAMPLES, SAMPLE_RATE, type AudioPort } from '../media/audio-port.ts';
import { HearingLog } from './hearing-log.ts';

/** Eight pulses a second, half of the time on. Browsers' noise suppression takes steady tones for noise. */
const PULSE_SAMPLES = SAMPLE_RATE / 8;
const TONE_AMPLITUDE = 9000;

/** The sound of a phone without a person. It says the words of its script and records what it hears. */
export class SoftwarePort implements AudioPort {
  readonly hearing: HearingLog;
  readonly #clock: Clock;
  #sample: ((position: number) => number | undefined) | undefined;
  #position = 0;
  #isConnected = false;

  constructor(clock: Clock, listenFor: readonly number[]) {
    this.#clock = clock;
    this.hearing = new HearingLog(listenFor);
  }

  /** The other end answered. The sound from now on is theirs, and no longer the network's ringing tone. */
  connect(): void {
    this.#isConnected = true;
  }

  /** Says these samples once, in place of its present words. */
  speak(pcm: Int16Array): void {
    this.#begin((position) => pcm[position]);
  }

  /** Sounds a pulsed tone until `hush`. */
  sound(frequencyHz: number): void {
    const step = (2 * Math.PI * frequencyHz) / SAMPLE_RATE;
    this.#begin((position) => {
      const isOn = position % PULSE_SAMPLES < PULSE_SAMPLES / 2;
      return isOn ? Math.round(TONE_AMPLITUDE * Math.sin(step * position)) : 0;
    });
  }

  hush(): void {
    this.#sample = undefined;
  }

  read(): Int16Array | undefined {
    const sample = this.#sample;
    if (!sample) return undefined;
    const frame = Int16Array.from({ length: FRAME_SAMPLES }, (_, i) => sample(this.#position + i) ?? 0);
    this.#position += FRAME_SAMPLES;
    if (sample(this.#position) === undefined) this.hush();
    return frame;
  }

  write(frame: Int16Array): void {
    if (this.#isConnected) this.hearing.add(frame, this.#clock.now());
  }

  #begin(sample: (position: number) => number | undefined): void {
    this.#sample = sample;
    this.#position = 0;
  }
}
