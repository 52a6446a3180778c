import type { Language } from './ids.ts';
import type { OpeningHours } from './opening-hours.ts';

/** The company's choices: `src/settings.json`, overridden by environment variables where those exist. Seconds. */
export interface Settings {
  readonly ringSeconds: number;
  readonly longestWaitSeconds: number;
  readonly reassureEverySeconds: number;
  /**
   * When a waiting caller first hears words after the greeting. If it is left out, the interval of later words counts.
   */
  readonly reassureAfterSeconds?: number;
  readonly recallSeconds: number;
  readonly wrapUpSeconds: number;
  /** A page that sends no heartbeat for this long is gone. */
  readonly pageGoneSeconds: number;
  /** An agent who does nothing at their page for so many minutes is signed out. 0, or left out: never. */
  readonly idleMinutes?: number;
  /** How many days a caller's message is kept, with its recording. Left out: 30. */
  readonly messageDays?: number;
  /** How many outside numbers an agent may call in an hour. Left out: 30. */
  readonly outsideCallsPerHour?: number;
  /** The company's own words for callers outside opening hours. */
  readonly closedMessage?: Readonly<Partial<Record<Language, string>>>;
  /** Left out: always open. */
  readonly openingHours?: OpeningHours;
  /** The language for the callers of each of our numbers (E.164). Without an entry: English. */
  readonly languages?: Readonly<Record<string, Language>>;
  readonly directory: readonly { readonly id: string; readonly name: string; readonly number: string }[];
}

/** The language for a caller. @param dialled the number of ours that they called, E.164 */
export function languageOf({ languages }: Pick<Settings, 'languages'>, dialled: string): Language {
  return languages?.[dialled] ?? 'en';
}
