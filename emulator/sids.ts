import { createHash, randomUUID } from 'node:crypto';

/** Makes SIDs of Twilio's form (two letters, 32 hexadecimal digits). One seed gives one sequence, so that a run repeats. */
export class SidSource {
  readonly #seed: string;
  #count = 0;

  constructor(seed: string = randomUUID()) {
    this.#seed = seed;
  }

  next(prefix: string): string {
    this.#count += 1;
    return sidOf(prefix, `${this.#seed}:${this.#count}`);
  }
}

/** The same SID for the same words, so that an object keeps its SID when the emulator starts again. */
export function sidOf(prefix: string, words: string): string {
  return prefix + createHash('md5').update(words).digest('hex');
}
