import type { HttpHandler } from '../http.ts';
import { routed } from '../rest/router.ts';
import { itemRoutes } from './item-routes.ts';
import { objectRoutes } from './object-routes.ts';
import type { ObjectKind } from './objects.ts';
import { permissionRoutes } from './permission-routes.ts';
import { serviceRoutes } from './service-routes.ts';
import type { SyncStore } from './store.ts';

const KINDS: readonly ObjectKind[] = ['document', 'list', 'map'];

/** Answers for sync.twilio.com: https://www.twilio.com/docs/sync/api */
export function createSyncApi(store: SyncStore, accountSid: string): HttpHandler {
  const deps = { store, accountSid };
  return routed([
    ...serviceRoutes(deps),
    ...KINDS.flatMap((kind) => [...objectRoutes(deps, kind), ...permissionRoutes(deps, kind)]),
    ...itemRoutes(deps, 'list'),
    ...itemRoutes(deps, 'map'),
  ]);
}
