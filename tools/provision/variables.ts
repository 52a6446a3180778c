import type { EnvFile } from './env-file.ts';

/** What a deployed service cannot do without; each is documented in `.env.example`. */
export const NEEDED = [
  'SYNC_SERVICE_SID',
  'API_KEY_SID',
  'API_KEY_SECRET',
  'TWIML_APP_SID',
  'SESSION_SECRET',
] as const;

/** What the toolkit deploys of `.env`: all but the account's own credentials, which the platform gives to Functions itself. */
export function deployable(env: EnvFile): Readonly<Record<string, string>> {
  const { ACCOUNT_SID: _sid, AUTH_TOKEN: _token, ...rest } = env.all();
  return rest;
}

/** The needed variables that `.env` lacks. */
export function missingVariables(env: EnvFile): readonly string[] {
  return NEEDED.filter((name) => env.get(name) === undefined);
}
