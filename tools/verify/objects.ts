import type { Twilio } from 'twilio';
import { removeAgent } from '../../delivery/agent-accounts.ts';
import { OBJECTS } from '../../src/sync/sync-service.ts';

/** Everything that verify makes carries this name, and it touches nothing that does not. */
export const LAB = 'warm-transfer-verify';
/** How the identities of its telephones begin. */
export const PARTY_PREFIX = 'wtverify_';

const ALIVE = ['queued', 'ringing', 'in-progress'] as const;

/**
 * Removes whatever carries the laboratory's name: also what a run left that was killed. Removes calls first, so that
 * nobody rings for a service that is gone.
 * @param product the product's Sync service, to which experiments and the story add agents
 */
export async function removeLab(client: Twilio, product: string): Promise<void> {
  await endCalls(client);
  await removeGuests(client, product);
  const [services, applications, notes] = await Promise.all([
    client.serverless.v1.services.list(),
    client.applications.list({ friendlyName: LAB }),
    client.sync.v1.services.list(),
  ]);
  await Promise.all([
    ...services
      .filter(({ uniqueName }) => uniqueName === LAB)
      .map(({ sid }) => client.serverless.v1.services(sid).remove().catch(ignoreMissing)),
    ...applications
      .filter(({ friendlyName }) => friendlyName === LAB)
      .map(({ sid }) => client.applications(sid).remove().catch(ignoreMissing)),
    ...notes
      .filter(({ friendlyName }) => friendlyName === LAB)
      .map(({ sid }) => client.sync.v1.services(sid).remove().catch(ignoreMissing)),
  ]);
}

/** Takes the agents of experiments and of the story away again. The product's own are not touched. */
export async function removeGuests(client: Twilio, product: string): Promise<void> {
  const { syncMaps } = client.sync.v1.services(product);
  // A run that was killed while it added an agent has left presence without an account.
  const maps = [OBJECTS.accounts, OBJECTS.agents].map((name) => syncMaps(name).syncMapItems.list());
  const keys = (await Promise.all(maps)).flat().map(({ key }) => key);
  const guests = new Set(keys.filter((key) => key.startsWith(PARTY_PREFIX)));
  await Promise.all([...guests].map((id) => removeAgent(client, product, id)));
}

/** Ends the calls of the laboratory's own telephones, and no others. https://www.twilio.com/docs/voice/api/call-resource */
async function endCalls(client: Twilio): Promise<void> {
  const found = await Promise.all(ALIVE.map((status) => client.calls.list({ status })));
  const ours = found.flat().filter(({ from, to }) => isParty(from) || isParty(to));
  await Promise.all(
    ours.map(({ sid, status }) =>
      client
        .calls(sid)
        .update({ status: status === 'in-progress' ? 'completed' : 'canceled' })
        .catch(ignoreOver),
    ),
  );
}

function isParty(address: string): boolean {
  return address.startsWith(`client:${PARTY_PREFIX}`);
}

function ignoreMissing(error: unknown): void {
  if ((error as { status?: number }).status !== 404) throw error;
}

/** A call may end by itself in the meantime: https://www.twilio.com/docs/api/errors/21220 */
function ignoreOver(error: unknown): void {
  const { status, code } = error as { status?: number; code?: number };
  if (status !== 404 && code !== 21_220) throw error;
}
