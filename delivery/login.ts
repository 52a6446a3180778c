import twilio, { type Twilio } from 'twilio';
import type { EnvFile } from './env-file.ts';

/** The credentials for Twilio: the account with its auth token, or with an API key. */
export interface Login {
  readonly accountSid: string;
  /** The account's SID or an API key's. */
  readonly username: string;
  readonly password: string;
}

type Source = Readonly<Record<string, string | undefined>>;

/** Finds credentials in `.env`, else in the environment, by our names or those of Twilio's own tools. */
export function findLogin(env: EnvFile, environment: Source): Login | undefined {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET } = environment;
  const customary = {
    ACCOUNT_SID: TWILIO_ACCOUNT_SID,
    AUTH_TOKEN: TWILIO_AUTH_TOKEN,
    API_KEY_SID: TWILIO_API_KEY,
    API_KEY_SECRET: TWILIO_API_SECRET,
  };
  return loginIn(env.all()) ?? loginIn(environment) ?? loginIn(customary);
}

function loginIn({ ACCOUNT_SID, AUTH_TOKEN, API_KEY_SID, API_KEY_SECRET }: Source): Login | undefined {
  if (!ACCOUNT_SID) return undefined;
  if (AUTH_TOKEN) return { accountSid: ACCOUNT_SID, username: ACCOUNT_SID, password: AUTH_TOKEN };
  if (!API_KEY_SID || !API_KEY_SECRET) return undefined;
  return { accountSid: ACCOUNT_SID, username: API_KEY_SID, password: API_KEY_SECRET };
}

/** Whether the login is an API key, which then also signs the pages' tokens. */
export function isKey({ username }: Login): boolean {
  return username.startsWith('SK');
}

/** @throws Error that says what an account's SID looks like */
export function checkAccountSid(accountSid: string): void {
  if (/^AC[0-9a-f]{32}$/i.test(accountSid)) return;
  throw new Error(
    'The account SID is not one: it begins with AC and has 34 characters. See https://console.twilio.com.',
  );
}

/**
 * The helper library with these credentials.
 * @throws Error for what cannot be an account's SID
 */
export function connect({ accountSid, username, password }: Login): Twilio {
  checkAccountSid(accountSid);
  return twilio(username, password, { accountSid, autoRetry: true, maxRetries: 3 });
}

/** The credentials are wrong. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/**
 * Sends Twilio a small request.
 * @param where the credentials are, as words after a link; empty when they have just been typed
 * @throws RefusedError that says where to find the right ones, or Error that says why Twilio could not be asked
 */
export async function checkLogin(
  client: Twilio,
  login: Login,
  where = ' into .env, or the environment',
): Promise<void> {
  try {
    // A Standard API key may not read the account itself.
    if (isKey(login)) await client.incomingPhoneNumbers.list({ limit: 1 });
    else await client.api.v2010.accounts(login.accountSid).fetch();
  } catch (error) {
    throw refusalOf(error, login, where);
  }
}

/** https://www.twilio.com/docs/api/errors/20005 */
const NOT_ACTIVE = 20005;

function refusalOf(error: unknown, login: Login, where: string): Error {
  const { status, code, message } = error as { status?: number; code?: number; message?: string };
  const what = isKey(login) ? 'account SID, the API key or its secret' : 'account SID or the auth token';
  if (code === NOT_ACTIVE)
    return new Error('Twilio has suspended or closed the account: see https://console.twilio.com.', {
      cause: error,
    });
  if (status === 401 || status === 403 || status === 404) {
    return new RefusedError(
      `Twilio refused the ${what}: copy them anew from https://console.twilio.com${where}.`,
      { cause: error },
    );
  }
  return new Error(`Twilio could not be asked: ${message ?? String(error)}. Try again.`, { cause: error });
}
