import type { HttpHandler } from '../http.ts';
import type { RestInput, RestReply, Route } from '../rest/router.ts';
import { param, routed } from '../rest/router.ts';
import { accessForbidden, demand } from './access.ts';
import { itemPage } from './item-pages.ts';
import { COLLECTION, isoOrNull } from './object-routes.ts';
import type { ObjectKind, SyncItem, SyncObject, SyncService } from './objects.ts';
import type { SyncStore } from './store.ts';

/** The identity that uses the tunnel. */
export interface TunnelUser {
  readonly store: SyncStore;
  readonly service: SyncService;
  readonly identity: string;
}

const CDS = 'https://cds.us1.twilio.com';

/** The HTTP that the Sync SDK speaks inside its socket, for one identity. */
export function createTunnel(user: TunnelUser): HttpHandler {
  return routed([
    ...objectRoutes(user, 'document'),
    ...objectRoutes(user, 'list'),
    ...objectRoutes(user, 'map'),
    ...itemRoutes(user, 'list'),
    ...itemRoutes(user, 'map'),
  ]);
}

function objectRoutes(user: TunnelUser, kind: ObjectKind): Route[] {
  const path = `/v3/${COLLECTION[kind]}`;
  const { store } = user;
  return [
    { method: 'POST', path, run: (input) => ({ status: 201, json: descriptor(create(user, kind, input)) }) },
    {
      method: 'GET',
      path: `${path}/:object`,
      run: (input) => ({ json: descriptor(find(user, kind, input, 'read')) }),
    },
    {
      method: 'POST',
      path: `${path}/:object`,
      run: (input) => {
        const object = find(user, kind, input, 'write');
        const { data, ttl } = bodyOf(input);
        // The SDK's setTtl sends only the ttl.
        if (data === undefined) store.setExpiry(object, ttl);
        else store.updateDocument(object, data, { ttl, ...writer(user, input) });
        return { json: { ...descriptor(object), data: undefined } };
      },
    },
    {
      method: 'DELETE',
      path: `${path}/:object`,
      run: (input) => {
        store.remove(find(user, kind, input, 'manage'));
        return { status: 204 };
      },
    },
  ];
}

function itemRoutes(user: TunnelUser, kind: 'list' | 'map'): Route[] {
  const path = `/v3/${COLLECTION[kind]}/:object/Items`;
  const write = (input: RestInput) => writeItem(user, kind, input);
  return [
    { method: 'GET', path, run: (input) => ({ json: items(find(user, kind, input, 'read'), input) }) },
    { method: 'POST', path, run: write },
    { method: 'PUT', path: `${path}/:key`, run: write },
    { method: 'POST', path: `${path}/:key`, run: write },
    {
      method: 'DELETE',
      path: `${path}/:key`,
      run: (input) => {
        const object = find(user, kind, input, 'write');
        user.store.removeItem(object, param(input, 'key'), writer(user, input));
        return { json: { last_event_id: object.lastEventId, date_updated: isoOrNull(object.dateUpdated) } };
      },
    },
  ];
}

function find(
  { store, service, identity }: TunnelUser,
  kind: ObjectKind,
  input: RestInput,
  what: 'read' | 'write' | 'manage',
) {
  const object = store.object(service.sid, kind, param(input, 'object'));
  demand(service, object, identity, what);
  return object;
}

function create({ store, service, identity }: TunnelUser, kind: ObjectKind, input: RestInput): SyncObject {
  if (service.aclEnabled) throw accessForbidden();
  const { unique_name: name, data, ttl } = bodyOf(input);
  const initial = kind === 'document' ? (data ?? {}) : undefined;
  return store.create(service.sid, kind, name ?? null, initial, { ttl, by: identity });
}

function writeItem(user: TunnelUser, kind: 'list' | 'map', input: RestInput): RestReply {
  const { store } = user;
  const object = find(user, kind, input, 'write');
  const { data, ttl, item_ttl: itemTtl, ...body } = bodyOf(input);
  const key = input.params['key'] ?? (kind === 'map' ? body.key : undefined);
  const { ifMatch, by } = writer(user, input);
  const at = kind === 'list' ? Number(key) : key;
  const isNew = at === undefined || Number.isNaN(at) || !object.items.has(at);
  const mustBeNew = ifMatch?.replaceAll('"', '') === '-1';
  const options = { ttl: itemTtl ?? ttl, by, ...(!mustBeNew && { ifMatch }) };
  if (isNew && (kind === 'map' || key === undefined)) {
    return {
      status: 201,
      json: { ...itemShape(object, store.addItem(object, key, data, options)), data: undefined },
    };
  }
  // The SDK's setItemTtl sends only the ttl.
  if (data === undefined) store.setExpiry(object, options.ttl, store.item(object, key ?? ''));
  const item =
    data === undefined
      ? store.item(object, key ?? '')
      : store.updateItem(object, key ?? '', data, { ...options, ifMatch });
  return { json: { ...itemShape(object, item), data: undefined } };
}

function items(object: SyncObject, { form }: RestInput) {
  const one = form.get('Key') ?? form.get('Index');
  if (one !== null) {
    const item = object.items.get(object.kind === 'list' ? Number(one) : one);
    return { items: item ? [itemShape(object, item)] : [], meta: { previous_token: null, next_token: null } };
  }
  const page = itemPage(object, {
    order: form.get('Order') ?? 'asc',
    from: form.get('From') ?? undefined,
    bounds: form.get('Bounds') ?? 'inclusive',
    pageSize: Math.min(100, Number(form.get('PageSize') ?? 50)),
    token: form.get('PageToken') ?? undefined,
  });
  return {
    items: page.items.map((item) => itemShape(object, item)),
    meta: { previous_token: null, next_token: page.next },
  };
}

interface TunnelBody {
  readonly data?: unknown;
  readonly unique_name?: string | null;
  readonly key?: string;
  readonly ttl?: number;
  readonly item_ttl?: number;
}

/** The SDK sends the bare text `data_sync` with a DELETE. */
function bodyOf({ request }: RestInput): TunnelBody {
  const text = request.body.toString();
  return text.startsWith('{') ? (JSON.parse(text) as TunnelBody) : {};
}

function writer({ identity }: TunnelUser, { request }: RestInput) {
  return { by: identity, ifMatch: request.headers['if-match'] };
}

function descriptor(object: SyncObject) {
  const url = `${CDS}/v3/${COLLECTION[object.kind]}/${object.sid}`;
  return {
    sid: object.sid,
    unique_name: object.uniqueName,
    url,
    revision: object.revision.toString(16),
    last_event_id: object.lastEventId,
    date_created: isoOrNull(object.dateCreated),
    date_updated: isoOrNull(object.dateUpdated),
    date_expires: isoOrNull(object.dateExpires),
    links: { items: `${url}/Items` },
    ...(object.kind === 'document' && { data: object.data }),
  };
}

/** The address by which the SDK writes an item. */
export function itemUrl(object: SyncObject, item: Readonly<SyncItem>): string {
  return `${CDS}/v3/${COLLECTION[object.kind]}/${object.sid}/Items/${encodeURIComponent(item.key)}`;
}

function itemShape(object: SyncObject, item: SyncItem) {
  return {
    ...(object.kind === 'list' ? { index: item.key } : { key: item.key }),
    url: itemUrl(object, item),
    last_event_id: object.lastEventId,
    revision: item.revision.toString(16),
    data: item.data,
    date_created: isoOrNull(item.dateCreated),
    date_updated: isoOrNull(item.dateUpdated),
    date_expires: isoOrNull(item.dateExpires),
  };
}
