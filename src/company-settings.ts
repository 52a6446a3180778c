import type { Language } from './core/model/ids.ts';
import type { Settings } from './core/model/settings.ts';
import { ENTRY_ID, isName, NAME_AT_MOST } from './core/model/names.ts';
import { openingHoursProblems, type OpeningHours } from './core/model/opening-hours.ts';
import company from './settings.json';

/** The environment of a Function, as the platform gives it. */
export type Environment = Readonly<Record<string, unknown>>;

/** A setting that cannot be used, and what to write instead. Neither text repeats a phone number. */
export interface SettingProblem {
  /** The variable, or the name in `src/settings.json`. */
  readonly setting: string;
  readonly problem: string;
}

/** The settings that can be used, and those that had to be left out. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly problems: readonly SettingProblem[];
}

/** E.164. */
const NUMBER = /^\+[1-9]\d{6,14}$/;

type Seconds = Exclude<
  keyof Settings,
  | 'idleMinutes'
  | 'messageDays'
  | 'outsideCallsPerHour'
  | 'openingHours'
  | 'closedMessage'
  | 'languages'
  | 'directory'
>;

/**
 * Each number of seconds with its variable and its maximum. Twilio rings for at most 600 s, and a call lasts four
 * hours: https://www.twilio.com/docs/voice/api/call-resource
 */
export const SECONDS = {
  ringSeconds: ['RING_SECONDS', 600],
  recallSeconds: ['RECALL_SECONDS', 600],
  longestWaitSeconds: ['LONGEST_WAIT_SECONDS', 14_400],
  reassureAfterSeconds: ['REASSURE_AFTER_SECONDS', 14_400],
  reassureEverySeconds: ['REASSURE_EVERY_SECONDS', 14_400],
  wrapUpSeconds: ['WRAP_UP_SECONDS', 14_400],
  pageGoneSeconds: ['PAGE_GONE_SECONDS', 14_400],
} as const satisfies Readonly<Record<Seconds, readonly [variable: string, atMost: number]>>;

/** The names of the variables that override `src/settings.json`. */
export const SETTING_VARIABLES: readonly string[] = [
  ...Object.values(SECONDS).map(([variable]) => variable),
  'IDLE_MINUTES',
  'MESSAGE_DAYS',
  'OUTSIDE_CALLS_PER_HOUR',
  'OPENING_HOURS',
  'DIRECTORY',
];

/**
 * The company's choices, from `src/settings.json`. `RING_SECONDS` overrides `ringSeconds`, and so on. A wrong variable
 * is ignored, because a typo must never leave a call unanswered. The build refuses a wrong `src/settings.json`.
 */
export function readSettings(environment: Environment = {}): ReadSettings {
  const reader = new Reader(environment);
  return {
    settings: {
      ringSeconds: reader.seconds('ringSeconds'),
      longestWaitSeconds: reader.seconds('longestWaitSeconds'),
      reassureAfterSeconds: reader.seconds('reassureAfterSeconds'),
      reassureEverySeconds: reader.seconds('reassureEverySeconds'),
      recallSeconds: reader.seconds('recallSeconds'),
      wrapUpSeconds: reader.seconds('wrapUpSeconds'),
      pageGoneSeconds: reader.seconds('pageGoneSeconds'),
      idleMinutes: reader.whole('IDLE_MINUTES', company.idleMinutes, idleProblems),
      messageDays: reader.whole('MESSAGE_DAYS', company.messageDays, daysProblems),
      outsideCallsPerHour: reader.whole(
        'OUTSIDE_CALLS_PER_HOUR',
        company.outsideCallsPerHour,
        outsideProblems,
      ),
      openingHours: reader.table<OpeningHours>('OPENING_HOURS', company.openingHours, hoursProblems),
      closedMessage: company.closedMessage,
      languages: knownLanguages(company.languages),
      directory: reader.table<Settings['directory']>('DIRECTORY', company.directory, directoryProblems),
    },
    problems: reader.problems,
  };
}

/** Numbers with a language that is spoken here; the build refuses others. */
function knownLanguages(languages: Readonly<Record<string, string>>): NonNullable<Settings['languages']> {
  const known = Object.entries(languages).filter(([, language]) => LANGUAGES.includes(language));
  return Object.fromEntries(known) as Record<string, Language>;
}

/** What is wrong in `src/settings.json` itself. @param settings its contents */
export function fileProblems(settings: Readonly<Record<string, unknown>>): readonly SettingProblem[] {
  const numbers = Object.entries(SECONDS).map(
    ([name, [, atMost]]) => [name, secondsProblems(settings[name], atMost)] as const,
  );
  const tables = [
    ['idleMinutes', idleProblems(settings['idleMinutes'])],
    ['messageDays', daysProblems(settings['messageDays'])],
    ['outsideCallsPerHour', outsideProblems(settings['outsideCallsPerHour'])],
    ['openingHours', hoursProblems(settings['openingHours'])],
    ['directory', directoryProblems(settings['directory'])],
    ['closedMessage', entriesProblems(settings['closedMessage'], isSpoken, 'a text for en or ja')],
    [
      'languages',
      entriesProblems(settings['languages'], isSpokenAt, 'en or ja for each number, as +15550100'),
    ],
    ['dispositions', dispositionsProblems(settings['dispositions'])],
    ['secondFactor', rolesProblems(settings['secondFactor'])],
  ] as const;
  const known = Object.keys(company);
  const unknown = Object.keys(settings)
    .filter((name) => !known.includes(name))
    .map((name) => [name, [`there is no such setting: there are ${known.join(', ')}`]] as const);
  return [...numbers, ...tables, ...unknown].flatMap(([setting, problems]) =>
    problems.map((problem) => ({ setting, problem })),
  );
}

/** Reads each variable, and records what is wrong. */
class Reader {
  readonly problems: SettingProblem[] = [];

  constructor(private readonly environment: Environment) {}

  seconds(name: keyof typeof SECONDS): number {
    const [variable, atMost] = SECONDS[name];
    const value = this.#number(variable);
    return this.#use(variable, value === '', value, company[name], secondsProblems(value, atMost));
  }

  whole(variable: string, standard: number, problemsOf: (value: unknown) => readonly string[]): number {
    const value = this.#number(variable);
    return this.#use(variable, value === '', value, standard, problemsOf(value));
  }

  /** The text as it is where it is no whole number. */
  #number(variable: string): number | string {
    const given = textOf(this.environment[variable]).trim();
    return /^\d+$/.test(given) ? Number(given) : given;
  }

  table<T>(variable: string, standard: T, problemsOf: (value: unknown) => readonly string[]): T {
    const given = textOf(this.environment[variable]);
    if (given === '') return standard;
    const value = parsed(given);
    const problems = value === undefined ? ['it is not JSON'] : problemsOf(value);
    return this.#use(variable, false, value, standard, problems);
  }

  #use<T>(setting: string, isAbsent: boolean, value: unknown, standard: T, problems: readonly string[]): T {
    if (isAbsent) return standard;
    this.problems.push(...problems.map((problem) => ({ setting, problem })));
    return problems.length > 0 ? standard : (value as T);
  }
}

function secondsProblems(value: unknown, atMost: number): readonly string[] {
  if (Number.isInteger(value) && Number(value) > 0 && Number(value) <= atMost) return [];
  return [`write a whole number of seconds from 1 to ${atMost}, without a unit`];
}

/** A page tells of itself every 40 s at least, and warns a minute before. */
const LEAST_IDLE_MINUTES = 5;
const MOST_IDLE_MINUTES = 720;

function idleProblems(value: unknown): readonly string[] {
  const minutes = Number.isInteger(value) ? Number(value) : -1;
  if (minutes === 0 || (minutes >= LEAST_IDLE_MINUTES && minutes <= MOST_IDLE_MINUTES)) return [];
  return [
    `write a whole number of minutes from ${LEAST_IDLE_MINUTES} to ${MOST_IDLE_MINUTES}, or 0 for no limit`,
  ];
}

/** An agent's account keeps the time of each. */
const MOST_OUTSIDE_CALLS = 200;

function outsideProblems(value: unknown): readonly string[] {
  if (Number.isInteger(value) && Number(value) > 0 && Number(value) <= MOST_OUTSIDE_CALLS) return [];
  return [`write a whole number of calls from 1 to ${MOST_OUTSIDE_CALLS}`];
}

const MOST_DAYS = 365;

function daysProblems(value: unknown): readonly string[] {
  if (Number.isInteger(value) && Number(value) > 0 && Number(value) <= MOST_DAYS) return [];
  return [`write a whole number of days from 1 to ${MOST_DAYS}`];
}

const hoursProblems = openingHoursProblems;

function directoryProblems(entries: unknown): readonly string[] {
  if (!Array.isArray(entries)) return ['it is no list: write [{ "id": ..., "name": ..., "number": ... }]'];
  return entries.flatMap((entry: unknown, index) =>
    entryProblems(entry).map((problem) => `entry ${index + 1}: ${problem}`),
  );
}

function entryProblems(entry: unknown): readonly string[] {
  const { id, name, number } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  return [
    ...(ENTRY_ID.test(textOf(id)) ? [] : ['its id has not 1 to 32 letters, digits, _ or -']),
    ...(isName(textOf(name)) ? [] : [`its name has not 1 to ${NAME_AT_MOST} characters`]),
    ...(NUMBER.test(textOf(number)) ? [] : ['its number must begin with + and the country, as +15550100']),
  ];
}

/** Reads a table that only the file has. */
function entriesProblems(
  table: unknown,
  isRight: (name: string, value: unknown) => boolean,
  wanted: string,
): readonly string[] {
  if (typeof table !== 'object' || table === null || Array.isArray(table))
    return [`it is no table: write ${wanted}`];
  const wrong = Object.entries(table).filter(([name, value]) => !isRight(name, value));
  return wrong.length > 0 ? [`write ${wanted}`] : [];
}

const LANGUAGES: readonly unknown[] = ['en', 'ja'] satisfies readonly Language[];
const isSpoken = (language: string, words: unknown) => LANGUAGES.includes(language) && textOf(words) !== '';
const isSpokenAt = (number: string, language: unknown) => NUMBER.test(number) && LANGUAGES.includes(language);

function dispositionsProblems(dispositions: unknown): readonly string[] {
  const isRight = (one: unknown) => {
    const { id, en, ja } = (one ?? {}) as Readonly<Record<string, unknown>>;
    return ENTRY_ID.test(textOf(id)) && textOf(en) !== '' && textOf(ja) !== '';
  };
  if (Array.isArray(dispositions) && dispositions.length > 0 && dispositions.every(isRight)) return [];
  return ['write a list of { "id", "en", "ja" }, at least one'];
}

const ROLES: readonly unknown[] = ['agent', 'supervisor'];

function rolesProblems(roles: unknown): readonly string[] {
  const isRight = Array.isArray(roles) && roles.every((role) => ROLES.includes(role));
  return isRight ? [] : ['write a list of the roles that need it: agent, supervisor, both or none'];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
