import type { PromiseName } from './invariant-bounds.ts';

/** A promise that was broken for longer than its bound. */
export interface Breach {
  readonly promise: PromiseName;
  readonly call: string;
  /** What is wrong, for people to read. */
  readonly what: string;
  /** When it had lasted too long, in milliseconds of virtual time. */
  readonly at: number;
  readonly forMs: number;
}

/** A promise that does not hold now. It counts as broken once that lasts too long. */
interface Doubt {
  readonly promise: PromiseName;
  readonly call: string;
  readonly what: string;
  readonly since: number;
}

/** Keeps all that is wrong, with its start, and says when it has lasted too long. */
export class GracePeriods {
  readonly #doubts = new Map<string, Doubt>();
  /** The longest time of each, in milliseconds, when it was put right in time. */
  readonly longest = new Map<PromiseName, number>();

  constructor(
    private readonly bounds: Readonly<Record<PromiseName, number>>,
    private readonly now: () => number,
  ) {}

  /**
   * Notes how a promise stands.
   * @param what says what is wrong; undefined when all is well
   * @param subject tells apart what can be wrong at once with one call, such as the agent
   */
  note(promise: PromiseName, call: string, what: string | undefined, subject = ''): void {
    const key = `${promise}/${call}/${subject}`;
    const doubt = this.#doubts.get(key);
    if (what === undefined) {
      if (doubt) this.#settled(key, doubt);
    } else if (!doubt) this.#doubts.set(key, { promise, call, what, since: this.now() });
  }

  /** The first promise in doubt for longer than its bound, if any. A bound of 0 allows no time at all. */
  breach(): Breach | undefined {
    const at = this.now();
    for (const { promise, call, what, since } of this.#doubts.values()) {
      const forMs = at - since;
      if (forMs > this.bounds[promise] || this.bounds[promise] === 0)
        return { promise, call, what, at, forMs };
    }
    return undefined;
  }

  #settled(key: string, { promise, since }: Doubt): void {
    this.#doubts.delete(key);
    const forMs = this.now() - since;
    this.longest.set(promise, Math.max(this.longest.get(promise) ?? 0, forMs));
  }
}
