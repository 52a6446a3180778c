import type { Twilio } from 'twilio';

const MAPS = ['agents', 'waiting', 'accounts', 'voicemails'];
const LISTS = ['security'];

/**
 * Makes the Sync objects that all calls share, once, so that no Function ever has to. Existing ones stay as they are.
 */
export async function ensureSyncObjects(client: Twilio, serviceSid: string): Promise<void> {
  const service = client.sync.v1.services(serviceSid);
  await Promise.all([
    ...MAPS.map((uniqueName) => service.syncMaps.create({ uniqueName }).catch(ignoreExisting)),
    ...LISTS.map((uniqueName) => service.syncLists.create({ uniqueName }).catch(ignoreExisting)),
  ]);
}

function ignoreExisting(error: unknown): void {
  if ((error as { status?: number }).status !== 409) throw error;
}

/** Whether all of them are there. */
export async function hasSyncObjects(client: Twilio, serviceSid: string): Promise<boolean> {
  const service = client.sync.v1.services(serviceSid);
  const [maps, lists] = await Promise.all([
    service.syncMaps.list(),
    Promise.all(LISTS.map((name) => service.syncLists(name).fetch().catch(ignoreMissing))),
  ]);
  const there = new Set(maps.map(({ uniqueName }) => uniqueName));
  return MAPS.every((name) => there.has(name)) && lists.every((list) => list !== undefined);
}

function ignoreMissing(error: unknown): undefined {
  if ((error as { status?: number }).status !== 404) throw error;
}
