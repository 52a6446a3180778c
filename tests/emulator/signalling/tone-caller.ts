import type { AudioPort } from '../../../emulator/media/audio-port.ts';
import { toneLevelDb } from '../../../emulator/media/analysis.ts';
import { tone } from '../../../emulator/media/tones.ts';
import { HEARD_ABOVE_DB } from '../../../harness/audio-probe.ts';
import { until } from '../../../harness/until.ts';

export const CALLER_TONE = 1000;

/** A caller of software: says a tone that comes and goes, and keeps the last second of what it hears. */
export class ToneCaller implements AudioPort {
  readonly #tone = tone([CALLER_TONE], 1000);
  #frames: Int16Array[] = [];
  #count = 0;

  read(): Int16Array | undefined {
    this.#count += 1;
    const second = (this.#count * 160) % 8000;
    return this.#count % 12 < 6 ? this.#tone.slice(second, second + 160) : undefined;
  }

  write(frame: Int16Array): void {
    this.#frames = [...this.#frames.slice(-49), frame];
  }

  /** Waits until a tone is heard, however long a busy machine takes to bring the sound about. */
  async hearsSoon(frequencyHz: number): Promise<void> {
    const isHeard = async (): Promise<boolean> => (await this.hears(frequencyHz)) > HEARD_ABOVE_DB;
    await until(`the caller hears ${frequencyHz} Hz`, isHeard);
  }

  /** The loudest that a tone was over the next second, in dBFS. */
  async hears(frequencyHz: number): Promise<number> {
    this.#frames = [];
    while (this.#frames.length < 50) await new Promise((resolve) => setTimeout(resolve, 50));
    return Math.max(...this.#frames.map((frame) => toneLevelDb(frame, frequencyHz)));
  }
}
