import { hasSyncObjects } from '../../provision/sync-objects.ts';
import { bad, ok, type Check } from '../check.ts';

/** Without access control, any page could write what it likes. */
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
    const there = await hasSyncObjects(client, env.get('SYNC_SERVICE_SID') ?? '');
    return there ? ok('all there') : bad('A map or list that all calls share is missing');
  },
};
