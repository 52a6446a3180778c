import type { Clock } from '../clock.ts';
import { TwilioError } from '../rest/twilio-error.ts';

const BURST_S = 10;

interface Entry {
  total: number;
  debt: number;
  at: number;
  second: Window;
  burst: Window;
}

/** The most writes within a span of time, whenever it begins. */
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

/** What was written to one object so far. */
export interface WriteFigures {
  readonly total: number;
  /** The most within a second. */
  readonly peak: number;
  /** The most within ten seconds, for which Twilio lets a burst last. */
  readonly peakOfTen: number;
}

/** Counts writes of each top-level object against Twilio's limits: https://www.twilio.com/docs/sync/limits */
export class WriteRate {
  readonly #clock: Clock;
  readonly #enforced: boolean;
  readonly #objects = new Map<string, Entry>();

  constructor(clock: Clock, enforced: boolean) {
    this.#clock = clock;
    this.#enforced = enforced;
  }

  /** By object SID. */
  figures(): ReadonlyMap<string, WriteFigures> {
    const entries = [...this.#objects].map(([sid, { total, second, burst }]) => {
      return [sid, { total, peak: second.most, peakOfTen: burst.most }] as const;
    });
    return new Map(entries);
  }

  /** Counts anew from here. */
  clear(): void {
    this.#objects.clear();
  }

  /** @throws TwilioError 429 (54009) beyond the limit, where limits are enforced */
  count(sid: string, bytes: number): void {
    const now = this.#clock.now();
    const entry = this.#objects.get(sid) ?? newEntry(now);
    this.#objects.set(sid, entry);
    const perSecond = bytes >= 10 * 1024 ? 2 : 20;
    const debt = Math.max(0, entry.debt - ((now - entry.at) / 1000) * perSecond) + 1;
    if (this.#enforced && debt > perSecond * BURST_S)
      throw new TwilioError(429, 54009, 'Rate limit exceeded');
    Object.assign(entry, { debt, at: now, total: entry.total + 1 });
    entry.second.count(now);
    entry.burst.count(now);
  }
}

function newEntry(at: number): Entry {
  return { total: 0, debt: 0, at, second: new Window(1000), burst: new Window(BURST_S * 1000) };
}
