import type { Clock } from '../clock.ts';
import type { EventLog } from '../event-log.ts';
import type { Faults } from '../faults.ts';
import type { Pointer } from '../outside/welcome.ts';
import type { PhoneBook } from '../phones/phone-book.ts';
import type { LiveLines } from './page-protocol.ts';

/** The things that the console shows and switches. */
export interface ConsoleDeps {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly faults: Faults;
  readonly phones: PhoneBook;
  /** Every live call and conference, as they are now. */
  readonly lines: () => LiveLines;
  /** The numbers and pages for a person. */
  readonly places: ConsolePlaces;
  /** Ends all calls, forgets the log and the faults. */
  readonly reset: () => void | Promise<void>;
}

export interface ConsolePlaces {
  /** The account's numbers, E.164. */
  readonly numbers: () => readonly string[];
  /** How an app of one's own is pointed at this local Twilio. */
  readonly pointers: () => readonly Pointer[];
  /** Where the agents' page is, as a person opens it; undefined while nothing is deployed. */
  readonly agentPage: () => string | undefined;
}
