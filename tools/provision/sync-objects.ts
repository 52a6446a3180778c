import type { Twilio } from 'twilio';

const MAPS = ['agents', 'waiting', 'accounts'];
const LISTS = ['voicemails'];

/** Makes the Sync objects that all calls share, once, so that no Function ever has to. Those that exist are left alone. */
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
  const [maps, lists] = await Promise.all([service.syncMaps.list(), namedLists(service)]);
  const there = new Set([...maps.map(({ uniqueName }) => uniqueName), ...lists]);
  return [...MAPS, ...LISTS].every((name) => there.has(name));
}

/** Each call has a timeline of its own, so the lists are too many to read them all. */
async function namedLists(service: ReturnType<Twilio['sync']['v1']['services']>): Promise<readonly string[]> {
  const found = await Promise.all(
    LISTS.map((name) =>
      service
        .syncLists(name)
        .fetch()
        .then(() => name)
        .catch(ignoreMissing),
    ),
  );
  return found.filter((name) => name !== undefined);
}

function ignoreMissing(error: unknown): undefined {
  if ((error as { status?: number }).status !== 404) throw error;
}
