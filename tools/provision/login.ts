import twilio, { type Twilio } from 'twilio';
import type { EnvFile } from './env-file.ts';

/** Who asks Twilio: the account with its auth token, or with an API key. */
export interface Login {
  readonly accountSid: string;
  /** The account's SID or an API key's. */
  readonly username: string;
  readonly password: string;
}

type Source = Readonly<Record<string, string | undefined>>;

/** Finds credentials in `.env`, else in the environment by our names or by those of Twilio's own tools. */
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

/** The helper library with these credentials. */
export function connect({ accountSid, username, password }: Login): Twilio {
  return twilio(username, password, { accountSid, autoRetry: true, maxRetries: 3 });
}

/**
 * Asks Twilio for something small.
 * @throws Error that says what is wrong with the credentials and where to find the right ones
 */
export async function checkLogin(client: Twilio, login: Login): Promise<void> {
  if (!/^AC[0-9a-f]{32}$/i.test(login.accountSid)) {
    throw new Error(
      'The account SID is not one: it begins with AC and has 34 characters. See https://console.twilio.com.',
    );
  }
  try {
    // A Standard API key may not look at the account itself.
    if (isKey(login)) await client.incomingPhoneNumbers.list({ limit: 1 });
    else await client.api.v2010.accounts(login.accountSid).fetch();
  } catch (error) {
    throw refusalOf(error, login);
  }
}

/** https://www.twilio.com/docs/api/errors/20005 */
const NOT_ACTIVE = 20005;

function refusalOf(error: unknown, login: Login): Error {
  const { status, code, message } = error as { status?: number; code?: number; message?: string };
  const what = isKey(login) ? 'API key and its secret' : 'auth token';
  if (code === NOT_ACTIVE)
    return new Error('Twilio has suspended or closed the account: see https://console.twilio.com.', {
      cause: error,
    });
  if (status === 401 || status === 403 || status === 404) {
    return new Error(
      `Twilio refused the account SID and ${what}. Copy them anew from https://console.twilio.com into .env, or the environment.`,
      { cause: error },
    );
  }
  return new Error(`Twilio could not be asked: ${message ?? String(error)}. Try again.`, { cause: error });
}
