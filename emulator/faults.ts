/**
 * Where a fault can strike. At `page` it strikes a `client:` address. A rule matches it together with one of four
 * words. `registration`: Twilio has forgotten it when the page is called. `invite`: the page does not ring, or rings
 * late. `ringing`: it is reported only once a page has the invitation. `message`: of the customer's server, to the
 * page.
 */
export type FaultPoint = 'webhook' | 'rest' | 'sync' | 'function' | 'page';

/** What a fault does to one request. */
export type FaultAction =
  | { readonly do: 'delay'; readonly ms: number }
  /** The request is never sent. For REST there is no answer until the client's time-out. */
  | { readonly do: 'drop' }
  /** Sent as many times in all. */
  | { readonly do: 'repeat'; readonly times: number }
  /** Answered with this status; `after: true` lets it take effect first. */
  | { readonly do: 'answer'; readonly status: number; readonly code?: number; readonly after?: boolean }
  /** No answer; `after: true` lets it take effect first. */
  | { readonly do: 'hang'; readonly after?: boolean }
  /** Functions only: the Function dies once so many of its REST requests have taken effect. The answer is 500. */
  | { readonly do: 'kill'; readonly requests: number };

/** A rule set by a person, a test or a simulation. */
export interface FaultRule {
  readonly id?: string;
  readonly at: FaultPoint;
  /**
   * A regular expression over `METHOD path` plus, but for Functions, the body if there is one; at `page`, over `invite client:ana`.
   * Absent: everything.
   */
  readonly match?: string;
  readonly action: FaultAction;
  /** How many requests it still strikes; absent: all. */
  readonly times?: number;
  /** 0 to 1; absent: always. */
  readonly probability?: number;
}

interface Entry {
  readonly rule: FaultRule;
  readonly pattern: RegExp | undefined;
  left: number;
}

/**
 * Decides for each request whether a fault strikes. The caller gives the random numbers, so that a seed repeats a run.
 */
export class Faults {
  #rules: Entry[] = [];
  readonly #struck = new Map<FaultPoint, number>();
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Replaces all rules. */
  set(rules: readonly FaultRule[]): void {
    this.#rules = rules.map((rule) => ({
      rule,
      left: rule.times ?? Infinity,
      pattern: rule.match === undefined ? undefined : new RegExp(rule.match),
    }));
  }

  list(): readonly FaultRule[] {
    return this.#rules.filter(({ left }) => left > 0).map(({ rule }) => rule);
  }

  /** How many requests were struck there since the start. */
  struck(at: FaultPoint): number {
    return this.#struck.get(at) ?? 0;
  }

  /** The action of the first rule that strikes `what` (`POST /2010-04-01/... From=...`), if any. */
  strike(at: FaultPoint, what: string): FaultAction | undefined {
    const hit = this.#rules.find((entry) => entry.left > 0 && this.#strikes(entry, at, what));
    if (!hit) return undefined;
    hit.left -= 1;
    this.#struck.set(at, this.struck(at) + 1);
    return hit.rule.action;
  }

  #strikes({ rule, pattern }: Entry, at: FaultPoint, what: string): boolean {
    if (rule.at !== at || pattern?.test(what) === false) return false;
    return rule.probability === undefined || this.#random() < rule.probability;
  }
}
