import type { Twilio } from 'twilio';
import { addAgent } from '../../../delivery/agent-accounts.ts';
import { ensureSyncObjects } from '../../../delivery/sync-objects.ts';
import { NEEDED } from '../../../delivery/variables.ts';
import type { RunningProduct } from './running-product.ts';

/** Many sign-ins need no hash that is dear to guess. */
const CHEAP = { N: 16, r: 1, p: 1 };

type Settings = Readonly<Record<string, string>>;

/**
 * Leaves nothing of an earlier test file in a running product: no call, phone, fault or event in the log. Sync is empty
 * but for accounts, by which agents go by other names than before.
 * @param settings variables that override the company's settings, in place of the earlier ones
 */
export async function openAnew(client: Twilio, product: RunningProduct, settings: Settings): Promise<void> {
  const { control, agents } = product;
  await control.reset();
  await control.setBeliefs({});
  const service = await freshService(client);
  await ensureSyncObjects(client, service);
  await Promise.all(agents.map((agent) => addAgent(client, service, agent, CHEAP)));
  await setVariables(client, { ...settings, SYNC_SERVICE_SID: service });
}

async function freshService(client: Twilio): Promise<string> {
  const { services } = client.sync.v1;
  const before = await services.list();
  const { sid } = await services.create({ aclEnabled: true });
  await Promise.all(before.map((each) => services(each.sid).remove()));
  return sid;
}

/** The deployed service has these settings and no others. Those that it needs stay as they are unless named. */
async function setVariables(client: Twilio, wanted: Settings): Promise<void> {
  const [service] = await client.serverless.v1.services.list();
  const environments = client.serverless.v1.services(service!.sid).environments;
  const [environment] = await environments.list();
  const { variables } = environments(environment!.sid);
  const isNeeded = (key: string): boolean => (NEEDED as readonly string[]).includes(key) && !(key in wanted);
  for (const { sid, key } of await variables.list()) if (!isNeeded(key)) await variables(sid).remove();
  for (const [key, value] of Object.entries(wanted)) await variables.create({ key, value });
}
