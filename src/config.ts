import type { Settings } from './core/model/settings.ts';
import { readSettings, type Environment } from './company-settings.ts';
import { ConfigError } from './shared/errors.ts';
import { log } from './shared/log.ts';
import company from './settings.json';

/** The configuration of the voice Functions. */
export interface VoiceConfig {
  readonly syncServiceSid: string;
  /** `https://host`, without a slash at its end. Twilio sends webhooks there. */
  readonly origin: string;
  /** Makes the keys of the music's addresses; absent when it is not configured. */
  readonly musicSecret?: string | undefined;
  readonly settings: Settings;
}

/** The further configuration of the page's Functions. */
export interface PageConfig extends VoiceConfig {
  readonly accountSid: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
  readonly twimlAppSid: string;
  readonly sessionSecret: string;
  readonly dispositions: readonly Disposition[];
  /** The roles whose agents sign in with an authenticator only. */
  readonly secondFactor: readonly string[];
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

/** The platform gives these to Functions. */
const PLATFORMS: ReadonlySet<Variable> = new Set(['ACCOUNT_SID', 'DOMAIN_NAME']);

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

/** The secret of the sessions also makes the keys of the music's addresses; undefined when it is missing or wrong. */
export function musicSecret(environment: Environment): string | undefined {
  const secret = textFrom(environment['SESSION_SECRET']);
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
    secondFactor: company.secondFactor,
  };
}

function check(environment: Environment, needed: readonly Variable[]): (name: Variable) => string {
  const valueOf = (name: Variable): string => textFrom(environment[name]);
  const wrong = needed.filter((name) => !RULES[name].form.test(valueOf(name)));
  if (wrong.length === 0) return valueOf;
  const problems = wrong.map(
    (name) => `${name} is ${valueOf(name) ? 'wrong' : 'missing'}: ${RULES[name].advice}.`,
  );
  throw new ConfigError(problems.join(' '));
}

function textFrom(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Each process logs each problem once. A line for every request would bury all other lines. */
const told = new Set<string>();

/** The company's choices. A wrong variable raises an alert, and the build's own setting counts. */
export function companySettings(environment: Environment = {}): Settings {
  const { settings, problems } = readSettings(environment);
  for (const { setting, problem } of problems) {
    if (told.has(setting + problem)) continue;
    told.add(setting + problem);
    log('error', "a setting is wrong, the build's own is used", { setting, problem });
  }
  return settings;
}

/**
 * Says what is wrong in the variables of a service before it is deployed. It does not name missing ones, and not those
 * that the platform itself gives to Functions.
 */
export function variableProblems(environment: Environment): readonly string[] {
  const given = (Object.keys(RULES) as Variable[]).filter((name) => textFrom(environment[name]) !== '');
  const wrong = given.filter(
    (name) => !PLATFORMS.has(name) && !RULES[name].form.test(textFrom(environment[name])),
  );
  return [
    ...wrong.map((name) => `${name} is wrong: ${RULES[name].advice}`),
    ...readSettings(environment).problems.map(({ setting, problem }) => `${setting} is wrong: ${problem}`),
  ];
}
