import type { Clock } from '../clock.ts';

/** One REST request of an invocation; `from` and `to` count steps, so that virtual time can order them too. */
interface RestTrip {
  readonly what: string;
  readonly from: number;
  to: number;
}

/** One run of a Function, as the control API, the bench and the budgets' tests see it. */
export interface InvocationReport {
  readonly path: string;
  readonly method: string;
  readonly buildSid: string;
  readonly at: number;
  readonly durationMs: number;
  readonly status: number;
  /** The longest chain of REST requests in which each began after the answer to the one before. */
  readonly sequentialRequests: number;
  /** `METHOD host/path` of each, in the order in which they were sent. */
  readonly rest: readonly string[];
  /** For each of them, its place in the longest chain of requests that had to follow each other. */
  readonly rounds: readonly number[];
}

/** One run of a Function: its time, its REST requests, and whether it may still do anything. */
export class Invocation {
  readonly path: string;
  readonly method: string;
  readonly startedAt: number;
  readonly #clock: Clock;
  readonly #trips: RestTrip[] = [];
  readonly #timers = new Set<() => void>();
  readonly #lastRequest: number;
  #step = 0;
  #answered = 0;
  #ended = false;
  /** Resolves when its last request has been carried out, if there is a last one. */
  readonly killed: Promise<void>;
  #kill!: () => void;

  /** @param lastRequest the Function dies when so many of its REST requests have been carried out */
  constructor(path: string, method: string, clock: Clock, lastRequest = Infinity) {
    this.path = path;
    this.method = method;
    this.#clock = clock;
    this.#lastRequest = lastRequest;
    this.killed = new Promise((resolve) => (this.#kill = resolve));
    this.startedAt = clock.now();
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Runs `task` on the clock unless the invocation ends before. */
  after(ms: number, task: () => void): () => void {
    if (this.#ended) return () => undefined;
    const cancel = this.#clock.after(ms, () => {
      this.#timers.delete(cancel);
      task();
    });
    this.#timers.add(cancel);
    return () => {
      this.#timers.delete(cancel);
      cancel();
    };
  }

  /**
   * Sends a REST request for the Function. After the end nothing is sent and nothing comes back. The platform stops
   * what still runs when a Function answers.
   */
  async rest<T>(what: string, send: () => Promise<T>): Promise<T> {
    if (this.#ended) return never();
    const trip: RestTrip = { what, from: ++this.#step, to: Infinity };
    this.#trips.push(trip);
    try {
      return await send();
    } finally {
      trip.to = ++this.#step;
      if (++this.#answered >= this.#lastRequest) this.#die();
      if (this.#ended) await never();
    }
  }

  #die(): void {
    this.#ended = true;
    for (const cancel of this.#timers) cancel();
    this.#kill();
  }

  /** Ends it: timers are cancelled, answers to its requests are dropped. */
  end(status: number, buildSid: string): InvocationReport {
    this.#ended = true;
    for (const cancel of this.#timers) cancel();
    return {
      path: this.path,
      method: this.method,
      buildSid,
      at: this.startedAt,
      durationMs: this.#clock.now() - this.startedAt,
      status,
      sequentialRequests: longestChain(this.#trips),
      rest: this.#trips.map(({ what }) => what),
      rounds: this.#trips.map(({ from }) => 1 + longestChain(this.#trips.filter(({ to }) => to < from))),
    };
  }
}

/** To choose the earliest end first finds the most intervals that do not overlap. */
function longestChain(trips: readonly RestTrip[]): number {
  let count = 0;
  let freeFrom = 0;
  for (const trip of trips.toSorted((a, b) => a.to - b.to)) {
    if (trip.from < freeFrom) continue;
    count += 1;
    freeFrom = trip.to;
  }
  return count;
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
