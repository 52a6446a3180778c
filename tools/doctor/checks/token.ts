import { randomUUID } from 'node:crypto';
import { jwtVerify } from 'jose';
import { listAccounts } from '../../../delivery/agent-accounts.ts';
import { browserOf, newSession, sessionCookie } from '../../../src/auth/sessions.ts';
import { askPublicly } from '../../../delivery/public-page.ts';
import { syncServiceIn } from './sync.ts';
import { bad, ok, type Check, type Patient } from '../check.ts';

const DEPLOY = 'npm run deploy';

interface Grants {
  readonly voice?: {
    readonly incoming?: { allow?: boolean };
    readonly outgoing?: { application_sid?: string };
  };
  readonly data_sync?: { readonly service_sid?: string };
}

/** Asks the deployed service for a token, as an agent's page does, and checks its grants. */
export const token: Check = {
  name: 'Access token',
  run: async (patient) => {
    const { env } = patient;
    const accounts = await listAccounts(patient.client, syncServiceIn(env));
    const agent = accounts.find(({ disabled }) => !disabled);
    if (!agent) return bad('No agent can sign in', 'npm run agents -- add <id> <name>');
    const now = Date.now();
    const browser = randomUUID();
    const session = newSession(agent, browserOf(browser), now);
    const cookie = sessionCookie(session, env.get('SESSION_SECRET') ?? '', now);
    const { status, body } = await askForToken(patient, cookie.split(';')[0] ?? '', browser);
    if (status === 401) return bad('SESSION_SECRET of the deployment is another than in .env', DEPLOY);
    if (status !== 200) return bad(`/api/token answered ${status}`, 'look at the log: docs/operations.md');
    return await judge(patient, (JSON.parse(body) as { token: string }).token);
  },
};

async function askForToken({ deployment }: Patient, cookie: string, browser: string) {
  const { domain } = await deployment();
  const headers = { 'Content-Type': 'application/json', Cookie: cookie };
  return await askPublicly(`https://${domain}/api/token`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ json: true, browser }),
  });
}

async function judge({ env, login }: Patient, signed: string) {
  const secret = new TextEncoder().encode(env.get('API_KEY_SECRET'));
  const verified = await jwtVerify(signed, secret, { algorithms: ['HS256'] }).catch(() => undefined);
  if (!verified) return bad('The token is signed by another key than that of .env', DEPLOY);
  const { iss, sub, iat = 0, exp = 0, ...claims } = verified.payload;
  const { voice, data_sync: sync } = (claims['grants'] ?? {}) as Grants;
  const wrong = [
    iss === env.get('API_KEY_SID') ? '' : 'issuer',
    sub === login.accountSid ? '' : 'account',
    voice?.incoming?.allow === true ? '' : 'incoming calls',
    voice?.outgoing?.application_sid === env.get('TWIML_APP_SID') ? '' : 'TwiML application',
    sync?.service_sid === env.get('SYNC_SERVICE_SID') ? '' : 'Sync service',
    exp - iat <= 3600 ? '' : 'lifetime',
  ].filter(Boolean);
  if (wrong.length > 0) return bad(`Wrong in the token: ${wrong.join(', ')}`, DEPLOY);
  return ok('grants Voice and Sync, for an hour at most');
}
