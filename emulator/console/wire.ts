import type { LoggedEvent } from '../event-log.ts';
import type { PhoneState } from '../phones/phone.ts';
import type { LiveLines } from './ports.ts';

/** One line of the log as the page lists it; the bodies are asked for on click. */
export type EventLine = Omit<LoggedEvent, 'request' | 'response'>;

/** A fault that a person can switch on. */
export interface FaultSwitch {
  readonly id: string;
  readonly title: string;
  readonly explanation: string;
  readonly on: boolean;
}

/** Everything the page shows besides the log. */
export interface ConsoleState {
  readonly lines: LiveLines;
  readonly phones: readonly PhoneState[];
  readonly faults: readonly FaultSwitch[];
  readonly callers: readonly {
    readonly id: string;
    readonly title: string;
    readonly number: string;
    readonly name: string;
  }[];
  readonly numbers: readonly string[];
  readonly agentPage?: string;
}

/** The answer to `GET /console/changes`. */
export interface Changes {
  readonly version: string;
  readonly state: ConsoleState;
  /** Newer than the id asked for, oldest first. */
  readonly events: readonly EventLine[];
  /** The id to ask for next. */
  readonly last: number;
}
