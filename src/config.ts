import type { Language } from './core/call.ts';
import type { Settings } from './core/events.ts';
import { ENTRY_ID, isName, NAME_AT_MOST } from './core/names.ts';
import { openingHoursProblems, type OpeningHours } from './core/opening-hours.ts';
import { ConfigError } from './errors.ts';
import company from './settings.json';

/** The environment of a Function, as the platform gives it. */
export type Environment = Readonly<Record<string, unknown>>;

/** What the voice Functions need. */
export interface VoiceConfig {
  readonly syncServiceSid: string;
  /** `https://host`, without a slash at its end: webhooks are asked for there. */
  readonly origin: string;
  /** Makes the keys of the music's addresses; absent where it is not configured. */
  readonly musicSecret?: string | undefined;
  readonly settings: Settings;
}

/** What the page's Functions need besides. */
export interface PageConfig extends VoiceConfig {
  readonly accountSid: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
  readonly twimlAppSid: string;
  readonly sessionSecret: string;
  readonly dispositions: readonly Disposition[];
}

/** A way to close a call, in the page's languages. */
export interface Disposition {
  readonly id: string;
  readonly en: string;
  readonly ja: string;
}

interface Rule {
  readonly form: RegExp;
  readonly advice: string;
}

const sid = (prefix: string, what: string): Rule => ({
  form: new RegExp(`^${prefix}[0-9a-fA-F]{32}$`),
  advice: `the SID of ${what} (${prefix}...); \`npm run setup\` makes it`,
});

const RULES = {
  ACCOUNT_SID: sid('AC', 'the account'),
  SYNC_SERVICE_SID: sid('IS', 'the Sync service'),
  API_KEY_SID: sid('SK', 'an API key'),
  TWIML_APP_SID: sid('AP', 'the TwiML application'),
  API_KEY_SECRET: { form: /^\S{16,}$/, advice: "the API key's secret; `npm run setup` makes a new key" },
  SESSION_SECRET: { form: /^\S{32,}$/, advice: 'at least 32 random characters: `openssl rand -hex 32`' },
  DOMAIN_NAME: { form: /^[\w.-]+(:\d+)?$/, advice: 'the host of this service; the platform sets it' },
} as const satisfies Record<string, Rule>;

type Variable = keyof typeof RULES;

/** @throws ConfigError naming each missing or wrong variable and what to do */
export function voiceConfig(environment: Environment): VoiceConfig {
  const read = check(environment, ['SYNC_SERVICE_SID', 'DOMAIN_NAME']);
  return {
    syncServiceSid: read('SYNC_SERVICE_SID'),
    origin: `https://${read('DOMAIN_NAME')}`,
    musicSecret: musicSecret(environment),
    settings: companySettings(environment),
  };
}

/** The secret of the sessions serves the keys of the music's addresses as well; undefined where it is missing or wrong. */
export function musicSecret(environment: Environment): string | undefined {
  const secret = textOf(environment['SESSION_SECRET']);
  return RULES.SESSION_SECRET.form.test(secret) ? secret : undefined;
}

/** @throws ConfigError naming each missing or wrong variable and what to do */
export function pageConfig(environment: Environment): PageConfig {
  const read = check(environment, Object.keys(RULES) as Variable[]);
  return {
    ...voiceConfig(environment),
    accountSid: read('ACCOUNT_SID'),
    apiKeySid: read('API_KEY_SID'),
    apiKeySecret: read('API_KEY_SECRET'),
    twimlAppSid: read('TWIML_APP_SID'),
    sessionSecret: read('SESSION_SECRET'),
    dispositions: company.dispositions,
  };
}

/** The language in which a caller of this number is spoken to: English unless the company says otherwise. */
export function languageOf(dialled: string): Language {
  const languages: Readonly<Record<string, string>> = company.languages;
  return languages[dialled] === 'ja' ? 'ja' : 'en';
}

function check(environment: Environment, needed: readonly Variable[]): (name: Variable) => string {
  const valueOf = (name: Variable): string => textOf(environment[name]);
  const wrong = needed.filter((name) => !RULES[name].form.test(valueOf(name)));
  if (wrong.length === 0) return valueOf;
  const problems = wrong.map(
    (name) => `${name} is ${valueOf(name) ? 'wrong' : 'missing'}: ${RULES[name].advice}.`,
  );
  throw new ConfigError(problems.join(' '));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/**
 * The company's choices, `src/settings.json`; `ringSeconds` is overridden by `RING_SECONDS`, and so on.
 * @throws ConfigError when a variable is no whole number of seconds
 */
export function companySettings(environment: Environment = {}): Settings {
  return {
    ringSeconds: seconds(environment, 'RING_SECONDS', company.ringSeconds),
    longestWaitSeconds: seconds(environment, 'LONGEST_WAIT_SECONDS', company.longestWaitSeconds),
    reassureAfterSeconds: seconds(environment, 'REASSURE_AFTER_SECONDS', company.reassureAfterSeconds),
    reassureEverySeconds: seconds(environment, 'REASSURE_EVERY_SECONDS', company.reassureEverySeconds),
    recallSeconds: seconds(environment, 'RECALL_SECONDS', company.recallSeconds),
    wrapUpSeconds: seconds(environment, 'WRAP_UP_SECONDS', company.wrapUpSeconds),
    pageGoneSeconds: seconds(environment, 'PAGE_GONE_SECONDS', company.pageGoneSeconds),
    openingHours: openingHours(environment),
    closedMessage: company.closedMessage,
    directory: directory(environment),
  };
}

/** The company's, or JSON in `OPENING_HOURS`. */
function openingHours(environment: Environment): OpeningHours {
  const given = textOf(environment['OPENING_HOURS']);
  const hours = given === '' ? company.openingHours : readOpeningHours(given);
  const problems = openingHoursProblems(hours);
  if (problems.length > 0) throw new ConfigError(`The opening hours are wrong: ${problems.join('; ')}.`);
  return hours;
}

/**
 * The company's, or JSON in `DIRECTORY`.
 * @throws ConfigError where an entry has no id, no name or no number in E.164 form, or one that is too long
 */
function directory(environment: Environment): Settings['directory'] {
  const given = textOf(environment['DIRECTORY']);
  const entries = given === '' ? company.directory : parsed(given);
  if (Array.isArray(entries) && entries.every(isEntry)) return entries;
  throw new ConfigError(
    'The directory is wrong: write `directory` in src/settings.json, or DIRECTORY, as a list of { "id", "name", "number" }, ' +
      `ids of at most 32 letters, digits, _ or -, names of at most ${NAME_AT_MOST} characters, numbers as +15550100.`,
  );
}

function parsed(text: string): Settings['directory'] | undefined {
  try {
    return JSON.parse(text) as Settings['directory'];
  } catch {
    return undefined;
  }
}

function isEntry(entry: Partial<Settings['directory'][number]> | null): boolean {
  return (
    ENTRY_ID.test(textOf(entry?.id)) &&
    isName(textOf(entry?.name)) &&
    /^\+[1-9]\d{6,14}$/.test(textOf(entry?.number))
  );
}

function readOpeningHours(text: string): OpeningHours {
  try {
    const { timeZone = '', week = {}, holidays = {} } = JSON.parse(text) as Partial<OpeningHours>;
    return { timeZone, week, holidays };
  } catch {
    throw new ConfigError('OPENING_HOURS is not JSON: write it like `openingHours` in src/settings.json.');
  }
}

function seconds(environment: Environment, name: string, standard: number): number {
  const given = environment[name];
  if (given === undefined || given === '') return standard;
  const value = Number(given);
  if (Number.isInteger(value) && value > 0) return value;
  throw new ConfigError(`${name} is wrong: a whole number of seconds, or leave it out for ${standard}.`);
}
