import type { EnvFile } from './env-file.ts';

/** What a deployed service cannot do without; each is documented in `.env.example`. */
export const NEEDED = [
  'SYNC_SERVICE_SID',
  'API_KEY_SID',
  'API_KEY_SECRET',
  'TWIML_APP_SID',
  'SESSION_SECRET',
] as const;

/** The most that the platform gives a Function as its environment. https://www.twilio.com/docs/serverless/functions-assets/functions/variables */
export const MOST_BYTES = 3 * 1024;
/** What the platform adds: the account's SID and token, the host, the path, and the SIDs of service and environment. */
const PLATFORMS_BYTES = 400;

/** How many bytes the environment of a Function takes with these variables. */
export function environmentBytes(variables: Readonly<Record<string, string>>): number {
  const pairs = Object.entries(variables);
  return pairs.reduce((sum, pair) => sum + Buffer.byteLength(pair.join('=')) + 1, PLATFORMS_BYTES);
}

/** What the toolkit deploys of `.env`: all but the account's own credentials, which the platform gives to Functions itself. */
export function deployable(env: EnvFile): Readonly<Record<string, string>> {
  const { ACCOUNT_SID: _sid, AUTH_TOKEN: _token, ...rest } = env.all();
  return rest;
}

/** The needed variables that `.env` lacks. */
export function missingVariables(env: EnvFile): readonly string[] {
  return NEEDED.filter((name) => env.get(name) === undefined);
}
