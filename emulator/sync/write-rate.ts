import type { Clock } from '../clock.ts';
import { TwilioError } from '../rest/twilio-error.ts';

const BURST_S = 10;

/** Counts writes of each top-level object against Twilio's limits: https://www.twilio.com/docs/sync/limits */
export class WriteRate {
  readonly #clock: Clock;
  readonly #enforced: boolean;
  readonly #objects = new Map<
    string,
    { total: number; second: number; inSecond: number; peak: number; debt: number; at: number }
  >();

  constructor(clock: Clock, enforced: boolean) {
    this.#clock = clock;
    this.#enforced = enforced;
  }

  /** Writes so far and the most within one second, by object SID. */
  figures(): ReadonlyMap<string, { readonly total: number; readonly peak: number }> {
    return this.#objects;
  }

  /** Counts anew from here. */
  clear(): void {
    this.#objects.clear();
  }

  /** @throws TwilioError 429 (54009) beyond the limit, where limits are enforced */
  count(sid: string, bytes: number): void {
    const now = this.#clock.now();
    const entry = this.#objects.get(sid) ?? { total: 0, second: 0, inSecond: 0, peak: 0, debt: 0, at: now };
    this.#objects.set(sid, entry);
    const perSecond = bytes >= 10 * 1024 ? 2 : 20;
    const debt = Math.max(0, entry.debt - ((now - entry.at) / 1000) * perSecond) + 1;
    if (this.#enforced && debt > perSecond * BURST_S)
      throw new TwilioError(429, 54009, 'Rate limit exceeded');
    const second = Math.floor(now / 1000);
    const inSecond = second === entry.second ? entry.inSecond + 1 : 1;
    Object.assign(entry, {
      debt,
      at: now,
      second,
      inSecond,
      total: entry.total + 1,
      peak: Math.max(entry.peak, inSecond),
    });
  }
}
