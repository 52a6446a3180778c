import type { Clock } from '../../clock.ts';

/**
 * The account's calls-per-second limit. A call that comes too soon waits its turn.
 * https://www.twilio.com/docs/voice/api/call-resource#queuing
 */
export class CallQueue {
  readonly #clock: Clock;
  readonly #spacingMs: number;
  #nextFreeAt = 0;

  /** `callsPerSecond` 0 lets every call through at once. */
  constructor(clock: Clock, callsPerSecond: number) {
    this.#clock = clock;
    this.#spacingMs = callsPerSecond > 0 ? 1000 / callsPerSecond : 0;
  }

  /**
   * Runs `start` at the next free moment. Returns the time until then, in milliseconds, and a function that gives up.
   */
  enter(start: () => void): { readonly waitMs: number; readonly leave: () => void } {
    const now = this.#clock.now();
    const at = Math.max(now, this.#nextFreeAt);
    this.#nextFreeAt = at + this.#spacingMs;
    return { waitMs: at - now, leave: this.#clock.after(at - now, start) };
  }

  /** Runs `start` at once, because the limit is not for this call. */
  passBy(start: () => void): { readonly waitMs: number; readonly leave: () => void } {
    return { waitMs: 0, leave: this.#clock.after(0, start) };
  }
}
