import type { LoggedEvent } from '../event-log.ts';
import type { PhoneState } from '../phones/phone-state.ts';

/** One line of the log as the page lists it. The page asks for the bodies on a click. */
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
  /** Phones that wait to be called, and whether they are there. */
  readonly answerers: readonly {
    readonly id: string;
    readonly title: string;
    readonly number: string;
    readonly on: boolean;
  }[];
  readonly numbers: readonly string[];
  readonly pointers: readonly { readonly who: string; readonly how: string }[];
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

export interface LiveLines {
  readonly calls: readonly LiveCall[];
  readonly conferences: readonly LiveConference[];
}

export interface LiveCall {
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
  readonly direction: string;
  readonly status: string;
  /** The clip that plays to this leg. */
  readonly clip?: { readonly kind: 'play' | 'say' | 'tone'; readonly content: string };
  /** The CallSids whose voices reach this leg. */
  readonly voices: readonly string[];
}

export interface LiveConference {
  readonly sid: string;
  readonly friendlyName: string;
  readonly status: string;
  readonly participants: readonly LiveParticipant[];
}

export interface LiveParticipant {
  readonly callSid: string;
  readonly label?: string;
  readonly muted: boolean;
  readonly hold: boolean;
  /** The CallSid of the only one who hears them. */
  readonly coaches?: string;
}
