import { hasSyncObjects } from '../../../delivery/sync-objects.ts';
import { bad, Missing, ok, type Check, type Patient } from '../check.ts';

/** @throws Missing when none is known */
export function syncServiceIn(env: Patient['env']): string {
  const sid = env.get('SYNC_SERVICE_SID');
  if (!sid) throw new Missing('There is no Sync service to look into');
  return sid;
}

/** Without access control, any page could write anything. */
export const syncService: Check = {
  name: 'Sync service',
  run: async ({ client, env }) => {
    const sid = env.get('SYNC_SERVICE_SID');
    if (!sid) return bad('SYNC_SERVICE_SID is missing in .env');
    const service = (await client.sync.v1.services.list()).find((known) => known.sid === sid);
    if (!service) return bad(`The account has no Sync service ${sid}`);
    if (!service.aclEnabled)
      return bad(`Access control of ${sid} is off: every page could change every call`);
    return ok(`${sid}, access control is on`);
  },
};

export const syncObjects: Check = {
  name: 'Sync objects',
  run: async ({ client, env }) => {
    const there = await hasSyncObjects(client, syncServiceIn(env));
    return there ? ok('all there') : bad('A map or list that all calls share is missing');
  },
};
