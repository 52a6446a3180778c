import { checkAccountSid, checkLogin, RefusedError, type Login } from '../../delivery/login.ts';
import { questionsIn, type Questions } from '../terminal/questions.ts';
import { sayTo, type Surroundings } from '../terminal/surroundings.ts';

/** Asks for credentials until Twilio takes them, or the person stops. */
export async function askLogin(surroundings: Surroundings): Promise<Login> {
  const questions = questionsIn(surroundings);
  for (;;) {
    const login = await askOnce(questions);
    try {
      await checkLogin(surroundings.connect(login), login, '');
      return login;
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      sayTo(surroundings)(error.message);
    }
  }
}

async function askOnce(questions: Questions): Promise<Login> {
  const account = { message: 'Account SID (from https://console.twilio.com)' };
  const accountSid = await questions.text(account, checkAccountSid);
  const given = await questions.secret({ message: "Auth token, or an API key's SID" }, checkGiven);
  if (!given.startsWith('SK')) return { accountSid, username: accountSid, password: given };
  const password = await questions.secret({ message: "The API key's secret" }, checkGiven);
  return { accountSid, username: given, password };
}

function checkGiven(secret: string): void {
  if (secret === '') throw new Error('It is needed: paste it here. It is shown as stars.');
}
