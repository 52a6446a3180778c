import type { Clock } from '../clock.ts';
import { TwilioError } from '../twilio-error.ts';

const BURST_S = 10;

interface Entry {
  total: number;
  debt: number;
  at: number;
  second: Window;
  burst: Window;
}

/** The most requests within a span of time, whenever it begins. */
class Window {
  /** Oldest first. */
  readonly #times: number[] = [];
  most = 0;

  constructor(private readonly ms: number) {}

  count(now: number): void {
    this.#times.push(now);
    while ((this.#times[0] ?? now) <= now - this.ms) this.#times.shift();
    this.most = Math.max(this.most, this.#times.length);
  }
}

/** The requests of one object so far. */
export interface RateFigures {
  readonly total: number;
  /** The most within a second. */
  readonly peak: number;
  /** The most within ten seconds, for which Twilio lets a burst last. */
  readonly peakOfTen: number;
}

/** Holds reads or writes of each top-level object to Twilio's limits: https://www.twilio.com/docs/sync/limits */
export class ObjectRate {
  readonly #clock: Clock;
  readonly #objects = new Map<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** By object SID. */
  figures(): ReadonlyMap<string, RateFigures> {
    const entries = [...this.#objects].map(([sid, { total, second, burst }]) => {
      return [sid, { total, peak: second.most, peakOfTen: burst.most }] as const;
    });
    return new Map(entries);
  }

  /** Counts anew from here. */
  clear(): void {
    this.#objects.clear();
  }

  /**
   * @param bytes of the written data; large objects take fewer writes
   * @param times for how many requests this one counts
   * @throws TwilioError 429 (54009) beyond the limit
   */
  count(sid: string, bytes = 0, times = 1): void {
    const now = this.#clock.now();
    const entry = this.#objects.get(sid) ?? newEntry(now);
    this.#objects.set(sid, entry);
    const perSecond = bytes >= 10 * 1024 ? 2 : 20;
    const debt = Math.max(0, entry.debt - ((now - entry.at) / 1000) * perSecond) + times;
    if (debt > perSecond * BURST_S) throw new TwilioError(429, 54009, 'Rate limit exceeded');
    Object.assign(entry, { debt, at: now, total: entry.total + 1 });
    entry.second.count(now);
    entry.burst.count(now);
  }
}

function newEntry(at: number): Entry {
  return { total: 0, debt: 0, at, second: new Window(1000), burst: new Window(BURST_S * 1000) };
}
