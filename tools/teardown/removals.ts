import { SERVICE_NAME } from '../../delivery/deployment.ts';
import { isOurKey, isOurs } from '../../delivery/ensure.ts';
import { setWebhooks } from '../../delivery/numbers.ts';
import type { NumberRecord } from '../../delivery/setup-record.ts';
import type { Workspace } from '../../delivery/workspace.ts';
import type { Twilio } from 'twilio';

/** The data for teardown. */
export interface Teardown extends Workspace {
  readonly client: Twilio;
  /** Release bought numbers. They are lost then. */
  readonly releaseNumbers: boolean;
}

/** One thing that setup made or changed. */
export interface Removal {
  /** In words: what will happen. */
  readonly plan: string;
  readonly run: () => Promise<void>;
}

/**
 * Everything of ours, in the order in which it goes: callers are led elsewhere before what answers them is removed.
 * Teardown removes only what carries our name. So a service or key from before setup stays.
 */
export async function findRemovals(teardown: Teardown): Promise<readonly Removal[]> {
  const kinds = [numbers, serverless, applications, syncServices, keys];
  return (await Promise.all(kinds.map((find) => find(teardown)))).flat();
}

/** Those that setup took, and those that it bought and was killed before it could note that. */
async function numbers(teardown: Teardown): Promise<readonly Removal[]> {
  const known = teardown.record.numbers();
  const owned = (await teardown.client.incomingPhoneNumbers.list()).filter(isOurs);
  const bought = owned.map(({ sid, phoneNumber }) => [sid, { phoneNumber, bought: true }] as const);
  const all = Object.entries({ ...Object.fromEntries(bought), ...known });
  return all.map(([sid, number]) => numberRemoval(teardown, sid, number));
}

function numberRemoval(teardown: Teardown, sid: string, number: NumberRecord): Removal {
  const { client, record, releaseNumbers } = teardown;
  const { phoneNumber, bought, before } = number;
  const goes = bought && releaseNumbers;
  const put = before ? 'put its old webhooks back' : 'leave it as it is';
  const kept = bought ? `${put}, and keep paying for it (--release-numbers gives it back)` : put;
  return {
    plan: `${phoneNumber}: ${goes ? 'release it, so that it is lost' : kept}`,
    run: async () => {
      if (goes) await client.incomingPhoneNumbers(sid).remove().catch(ignoreMissing);
      else if (before) await setWebhooks(client, sid, before).catch(ignoreMissing);
      record.forget(sid);
    },
  };
}

async function serverless({ client }: Teardown): Promise<readonly Removal[]> {
  const services = await client.serverless.v1.services.list();
  const ours = services.filter(({ uniqueName }) => uniqueName === SERVICE_NAME);
  return ours.map(({ sid, uniqueName }) => ({
    plan: `Functions and Assets: remove ${uniqueName}`,
    run: async () => void (await client.serverless.v1.services(sid).remove().catch(ignoreMissing)),
  }));
}

async function applications({ client, env }: Teardown): Promise<readonly Removal[]> {
  const ours = (await client.applications.list()).filter(isOurs);
  return ours.map(({ sid }) => ({
    plan: `TwiML application: remove ${sid}`,
    run: async () => {
      await client.applications(sid).remove().catch(ignoreMissing);
      env.clear(['TWIML_APP_SID']);
    },
  }));
}

async function syncServices({ client, env }: Teardown): Promise<readonly Removal[]> {
  const ours = (await client.sync.v1.services.list()).filter(isOurs);
  return ours.map(({ sid }) => ({
    plan: `Sync service: remove ${sid} with the agents' accounts, the state of calls and the list of voicemails`,
    run: async () => {
      await client.sync.v1.services(sid).remove().catch(ignoreMissing);
      env.clear(['SYNC_SERVICE_SID']);
    },
  }));
}

/** Last, because the key may be what we ask with. A Standard key may not read keys, and leaves them. */
async function keys({ client, env }: Teardown): Promise<readonly Removal[]> {
  const ours = (await client.keys.list().catch(ignoreForbidden)).filter(isOurKey);
  return ours.map(({ sid }) => ({
    plan: `API key: remove ${sid}`,
    run: async () => {
      await client.keys(sid).remove().catch(ignoreMissing);
      if (env.get('API_KEY_SID') === sid) env.clear(['API_KEY_SID', 'API_KEY_SECRET']);
    },
  }));
}

function ignoreMissing(error: unknown): false {
  if ((error as { status?: number }).status !== 404) throw error;
  return false;
}

function ignoreForbidden(error: unknown): [] {
  if (![401, 403].includes((error as { status?: number }).status ?? 0)) throw error;
  return [];
}
