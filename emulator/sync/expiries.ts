import type { Clock } from '../clock.ts';

/** What Sync deletes by itself at its time. */
interface Expiring {
  dateExpires: number | null;
}

/** The longest that Node's timers take. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The timers by which objects and items expire. */
export class Expiries {
  readonly #clock: Clock;
  readonly #timers = new Map<Expiring, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Sets how long `target` lives: seconds from now, 0 for ever. */
  set(target: Expiring, ttl: number, expire: () => void): void {
    this.cancel(target);
    target.dateExpires = ttl === 0 ? null : this.#clock.now() + ttl * 1000;
    if (ttl > 0) this.#await(target, expire);
  }

  cancel(target: Expiring): void {
    this.#timers.get(target)?.();
    this.#timers.delete(target);
  }

  /** Stops every timer. */
  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #await(target: Expiring, expire: () => void): void {
    const left = (target.dateExpires ?? 0) - this.#clock.now();
    const due = (): void => (left > LONGEST_TIMER_MS ? this.#await(target, expire) : expire());
    this.#timers.set(target, this.#clock.after(Math.min(left, LONGEST_TIMER_MS), due));
  }
}
