import { variableProblems } from '../src/config.ts';
import { premiumProblems } from './premium-numbers.ts';
import type { EnvFile } from './env-file.ts';

/** The variables that a deployed service needs; `.env.example` documents each. */
export const NEEDED = [
  'SYNC_SERVICE_SID',
  'API_KEY_SID',
  'API_KEY_SECRET',
  'TWIML_APP_SID',
  'SESSION_SECRET',
] as const;

/**
 * The most bytes that the platform allows as a Function's environment.
 * https://www.twilio.com/docs/serverless/functions-assets/functions/variables
 */
export const MOST_BYTES = 3 * 1024;
/**
 * The bytes that the platform adds. They hold the account's SID and token, the host, the path, and the SIDs of service
 * and environment.
 */
const PLATFORMS_BYTES = 400;

/** The bytes of a Function's environment with these variables. */
export function environmentBytes(variables: Readonly<Record<string, string>>): number {
  const pairs = Object.entries(variables);
  return pairs.reduce((sum, pair) => sum + Buffer.byteLength(pair.join('=')) + 1, PLATFORMS_BYTES);
}

/**
 * The part of `.env` that the toolkit deploys. The platform itself gives the account's own credentials to Functions.
 */
export function deployable(env: EnvFile): Readonly<Record<string, string>> {
  const { ACCOUNT_SID: _sid, AUTH_TOKEN: _token, ...rest } = env.all();
  return rest;
}

/** The needed variables that `.env` lacks. */
export function missingVariables(env: EnvFile): readonly string[] {
  return NEEDED.filter((name) => env.get(name) === undefined);
}

/**
 * Checks the platform's limit and the product's own rules. The Functions would ignore a variable that breaks the rules,
 * or it would lock everybody out.
 * @throws Error that names the variable to shorten, or each wrong one and what to write
 */
export function checkVariables(variables: Readonly<Record<string, string>>): void {
  checkSize(variables);
  const problems = problemsIn(variables);
  if (problems.length > 0) throw new Error(`Correct this in .env: ${problems.join('; ')}.`);
}

/** What is wrong in variables, by the product's own rules and by the price of the numbers in the directory. */
export function problemsIn(variables: Readonly<Record<string, string>>): readonly string[] {
  const premium = premiumProblems(directoryIn(variables)).map((problem) => `DIRECTORY is wrong: ${problem}`);
  return [...variableProblems(variables), ...premium];
}

function directoryIn({ DIRECTORY: text = '' }: Readonly<Record<string, string>>): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checkSize(variables: Readonly<Record<string, string>>): void {
  const bytes = environmentBytes(variables);
  if (bytes <= MOST_BYTES) return;
  const [longest] = Object.entries(variables).sort(([, one], [, other]) => other.length - one.length);
  throw new Error(
    `The variables of .env take ${bytes} bytes, and a Function gets ${MOST_BYTES} at most: shorten ${longest?.[0]}.`,
  );
}
