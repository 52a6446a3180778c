import type { Clock } from './clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

/** Lets every promise settle that can, and those that they start in turn. */
async function settlePromises(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
}

/**
 * Time that passes only on request. Timers fire in order of their time, then in the order in which they were made.
 * Between two of them all promises settle, so that the same run always goes the same way. As on a real clock, instants
 * are whole milliseconds.
 */
export class VirtualClock implements Clock {
  #now: number;
  #order = 0;
  readonly #settle: () => Promise<void>;
  /** Sorted by time, the next one last. */
  readonly #timers: Timer[] = [];

  /** `settle` resolves once the work started so far waits for nothing but this clock. */
  constructor(start = Date.UTC(2026, 0, 5, 9), settle: () => Promise<void> = settlePromises) {
    this.#now = Math.trunc(start);
    this.#settle = settle;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const timer = { at: this.#now + Math.max(0, Math.trunc(ms)), order: this.#order++, task };
    this.#timers.splice(this.#place(timer), 0, timer);
    return () => this.#remove(timer);
  }

  /** Lets `ms` milliseconds pass. */
  async advance(ms: number): Promise<void> {
    await this.#runUntil(this.#now + Math.trunc(ms));
  }

  /** Lets time pass until no timer is left, at most `limitMs` milliseconds. */
  async runUntilIdle(limitMs = 86_400_000): Promise<void> {
    const end = this.#now + Math.trunc(limitMs);
    for (;;) {
      await this.#settle();
      const next = this.#timers.at(-1);
      if (!next || next.at > end) return;
      await this.#runUntil(next.at);
    }
  }

  /** When the next timer fires, if there is one. */
  nextAt(): number | undefined {
    return this.#timers.at(-1)?.at;
  }

  async #runUntil(end: number): Promise<void> {
    await this.#settle();
    for (let next = this.#timers.at(-1); next && next.at <= end; next = this.#timers.at(-1)) {
      this.#timers.pop();
      this.#now = next.at;
      next.task();
      await this.#settle();
    }
    this.#now = end;
  }

  /**
   * The index at which a new timer belongs. The next timer is the last one, so a new one stands before all that fire
   * sooner or at its time.
   */
  #place(timer: Timer): number {
    let low = 0;
    let high = this.#timers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#timers[middle]?.at ?? 0) > timer.at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #remove(timer: Timer): void {
    const index = this.#timers.indexOf(timer);
    if (index >= 0) this.#timers.splice(index, 1);
  }
}
