import type { Twilio } from 'twilio';

const MAPS = ['agents', 'waiting', 'accounts', 'voicemails'];

/**
 * Makes the Sync objects that all calls share, once, so that no Function ever has to. Existing ones stay as they are.
 */
export async function ensureSyncObjects(client: Twilio, serviceSid: string): Promise<void> {
  const service = client.sync.v1.services(serviceSid);
  await Promise.all(MAPS.map((uniqueName) => service.syncMaps.create({ uniqueName }).catch(ignoreExisting)));
}

function ignoreExisting(error: unknown): void {
  if ((error as { status?: number }).status !== 409) throw error;
}

/** Whether all of them are there. */
export async function hasSyncObjects(client: Twilio, serviceSid: string): Promise<boolean> {
  const maps = await client.sync.v1.services(serviceSid).syncMaps.list();
  const there = new Set(maps.map(({ uniqueName }) => uniqueName));
  return MAPS.every((name) => there.has(name));
}
