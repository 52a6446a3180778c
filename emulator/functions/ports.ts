import type { Account } from '../account.ts';
import type { Beliefs } from '../beliefs.ts';
import type { Clock } from '../clock.ts';
import type { EventLog } from '../event-log.ts';
import type { Faults } from '../faults.ts';
import type { Invocation } from './invocation.ts';
import type { RestTransport } from './twilio-client.ts';

export interface FunctionsHostDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly faults: Faults;
  /** Absent: each has its first setting. */
  readonly beliefs?: Beliefs;
  /** How Functions reach the REST API; absent: real HTTP by the helper library's own client. */
  readonly rest?: RestTransport;
  /** Shadows globals of the process for Functions only, as a seeded `Math`. */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** How many Functions may run at once; 0 is no limit. */
  readonly concurrency?: number;
  /** How long each run takes at least, in milliseconds, as on the platform, whose network takes time. None when absent. */
  readonly leastMs?: number;
  /** Where packages are found; the working directory when absent. */
  readonly projectFolder?: string;
  /** Knows which invocation code runs for; absent: Node's own, which makes every promise dearer. */
  readonly running?: RunningInvocations;
}

/** The needed part of Node's AsyncLocalStorage. */
export interface RunningInvocations {
  run<T>(invocation: Invocation, task: () => T): T;
  getStore(): Invocation | undefined;
}

/**
 * Knows no invocation, for simulations, where every promise costs time. Timers that Functions leave behind end late,
 * and lines of their consoles have no path. Their requests are stopped all the same.
 */
export const UNTRACKED: RunningInvocations = { run: (_, task) => task(), getStore: () => undefined };
