import { SECONDS } from '../../src/company-settings.ts';
import { NAME_AT_MOST } from '../../src/core/model/names.ts';
import company from '../../src/settings.json';

/** What a person needs to know to change a setting. */
interface Description {
  readonly meaning: string;
  /** What may be written. */
  readonly range: string;
  /** The variable that overrides it, where there is one. */
  readonly variable?: string;
}

/** The compiler names the setting that nobody has described. */
const MEANINGS: Readonly<Record<keyof typeof SECONDS, string>> = {
  ringSeconds: 'How long an agent’s page rings before the next agent is rung.',
  longestWaitSeconds: 'After so long without an agent the caller is asked for a message.',
  reassureAfterSeconds: 'When a waiting caller first hears words after the greeting.',
  reassureEverySeconds: 'How often they hear their place in the queue after that.',
  recallSeconds: 'How long an agent is rung for a call that comes back to them.',
  wrapUpSeconds: 'How long an agent has for notes after a call, before they are available again.',
  pageGoneSeconds: 'A page without a sign of life for so long counts as gone. It gives one every 20 to 40 s.',
};

type Table = Exclude<keyof typeof company, keyof typeof SECONDS>;

const TABLES: Readonly<Record<Table, Description>> = {
  idleMinutes: {
    meaning: 'A page signs out an agent who does nothing there for so long and is on no call.',
    range: 'whole minutes, 5 to 720, or 0 for never',
    variable: 'IDLE_MINUTES',
  },
  messageDays: {
    meaning: 'How long a message and its recording are kept.',
    range: 'whole days, 1 to 365',
    variable: 'MESSAGE_DAYS',
  },
  outsideCallsPerHour: {
    meaning: 'How many outside numbers an agent may call in an hour.',
    range: 'a whole number, 1 to 200',
    variable: 'OUTSIDE_CALLS_PER_HOUR',
  },
  secondFactor: {
    meaning: 'The roles that sign in with the code of an authenticator beside the passcode.',
    range: 'a list of `agent`, `supervisor`, or both; empty for nobody',
  },
  openingHours: {
    meaning:
      'When calls are taken, and the holidays that differ. At other times callers are asked for a message.',
    range:
      '`timeZone` of the IANA database; `week` with lists of `09:00-17:30` for `monday` to `sunday`; `holidays` with the same by date. A weekday that is left out is closed. `22:00-06:00` goes on into the next day.',
    variable: 'OPENING_HOURS',
  },
  closedMessage: {
    meaning: 'What callers hear then, in your own words.',
    range: 'a text for `en`, for `ja`, or both; without one, the words of the product',
  },
  directory: {
    meaning: 'The outside numbers to which agents can transfer.',
    range: `a list of \`id\` (1 to 32 letters, digits, \`_\`, \`-\`), \`name\` (1 to ${NAME_AT_MOST} characters) and \`number\` (as \`+15550100\`)`,
    variable: 'DIRECTORY',
  },
  languages: {
    meaning: 'The language in which callers of a number of yours are spoken to. Other numbers speak English.',
    range: '`en` or `ja` for each number, as `{ "+81312345678": "ja" }`',
  },
  dispositions: {
    meaning: 'The ways in which an agent can close a call.',
    range: 'a list of `id`, `en` and `ja`, at least one',
  },
};

/** Every setting of `src/settings.json`, in the order of the file. */
export function describedSettings(): readonly (Description & {
  readonly name: string;
  readonly standard: unknown;
})[] {
  return Object.entries(company).map(([name, standard]) => ({ name, standard, ...descriptionOf(name) }));
}

function descriptionOf(name: string): Description {
  const seconds = SECONDS[name as keyof typeof SECONDS] as (typeof SECONDS)[keyof typeof SECONDS] | undefined;
  if (!seconds) return TABLES[name as Table];
  const [variable, atMost] = seconds;
  const meaning = MEANINGS[name as keyof typeof SECONDS];
  return { meaning, range: `whole seconds, 1 to ${atMost}`, variable };
}
