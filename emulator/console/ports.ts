import type { Clock } from '../clock.ts';
import type { EventLog } from '../event-log.ts';
import type { Faults } from '../faults.ts';
import type { PhoneBook } from '../phones/phone-book.ts';

/** What the console shows and switches. */
export interface ConsoleDeps {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly faults: Faults;
  readonly phones: PhoneBook;
  /** Every live call and conference, as they are now. */
  readonly lines: () => LiveLines;
  /** What a person can dial and open. */
  readonly places: ConsolePlaces;
  /** Ends all calls, forgets the log and the faults. */
  readonly reset: () => void | Promise<void>;
}

export interface ConsolePlaces {
  /** The account's numbers, E.164. */
  readonly numbers: () => readonly string[];
  /** Where the agents' page is, as a person opens it; undefined while nothing is deployed. */
  readonly agentPage: () => string | undefined;
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
}
