import twilio from 'twilio';
import { release } from '../../src/core/routing/claim.ts';
import { isKey } from '../../delivery/login.ts';
import { incomingUrl } from '../../delivery/numbers.ts';
import { askPublicly } from '../../delivery/public-page.ts';
import type { Patient } from './check.ts';
import type { Difference } from './differences.ts';

/**
 * Mends one difference. A problem that is gone by now counts as mended.
 * @throws Error when it cannot be mended
 */
export async function mend(difference: Difference, patient: Patient): Promise<void> {
  const { client, deployment } = patient;
  switch (difference.kind) {
    case 'phantom-leg':
      return await tellOfEnd(difference, patient);
    case 'unknown-leg':
      return await ignoringGone(client.calls(difference.sid).update({ status: 'completed' }));
    case 'no-plan': {
      const url = incomingUrl((await deployment()).domain);
      return await ignoringGone(client.calls(difference.sid).update({ url, method: 'POST' }));
    }
    case 'stuck-claim':
      return await setFree(difference, patient);
  }
}

/** Sends the status callback that was lost, signed as Twilio signs it: the product itself then does what is right. */
async function tellOfEnd(
  { call, leg, sid }: Extract<Difference, { kind: 'phantom-leg' }>,
  { login, deployment }: Patient,
): Promise<void> {
  if (isKey(login)) throw new Error('Only the auth token can sign it: put AUTH_TOKEN into .env.');
  const query = leg ? `?call=${call}&leg=${leg}` : '';
  const url = `https://${(await deployment()).domain}/voice/call-status${query}`;
  const parameters = { AccountSid: login.accountSid, CallSid: sid, CallStatus: 'completed' };
  const signature = twilio.getExpectedTwilioSignature(login.password, url, parameters);
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'X-Twilio-Signature': signature,
  };
  const body = new URLSearchParams(parameters).toString();
  const { status } = await askPublicly(url, { method: 'POST', headers, body });
  if (status >= 300) throw new Error(`The deployed service answered ${status}.`);
}

async function setFree(
  { agent, revision }: Extract<Difference, { kind: 'stuck-claim' }>,
  { client, env }: Patient,
): Promise<void> {
  const { call = '', leg = '' } = agent;
  const free = release(agent, { call, leg }, 'available', 'claim-expired', Date.now());
  if (!free) return;
  const service = client.sync.v1.services(env.get('SYNC_SERVICE_SID') ?? '');
  const item = service.syncMaps('agents').syncMapItems(agent.id);
  await ignoringGone(item.update({ ifMatch: revision, data: free }));
}

/** Ended, taken away or changed by another: nothing is left to mend. */
async function ignoringGone(sent: Promise<unknown>): Promise<void> {
  await sent.catch((error: { status?: number; code?: number }) => {
    if (![404, 412].includes(error.status ?? 0) && error.code !== 21220) throw error;
  });
}
