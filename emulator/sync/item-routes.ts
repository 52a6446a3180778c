// https://www.twilio.com/docs/sync/api/listitem-resource, map-item-resource
import { json, optional, required, whole } from '../rest/form.ts';
import { pageUri } from '../rest/paging.ts';
import type { RestInput, RestReply, Route } from '../rest/router.ts';
import { param } from '../rest/router.ts';
import { TwilioError } from '../twilio-error.ts';
import { itemPage } from './item-pages.ts';
import { COLLECTION, ifMatch, isoOrNull, mustChange, objectOf, objectUrl, ttlOf } from './object-routes.ts';
import type { SyncItem, SyncObject } from './objects.ts';
import type { SyncApiDeps } from './service-routes.ts';

/** https://www.twilio.com/docs/api/errors/54156 and /54206 */
const MISSING_DATA = { list: 54156, map: 54206 } as const;

/** Create, list, fetch, update and delete the items of lists or maps. */
export function itemRoutes(deps: SyncApiDeps, kind: 'list' | 'map'): Route[] {
  const path = `/v1/Services/:service/${COLLECTION[kind]}/:object/Items`;
  const reply = (input: RestInput, act: (object: SyncObject) => SyncItem, status = 200): RestReply => {
    const object = objectOf(deps, kind, input);
    const item = act(object);
    const headers = { etag: `"${item.revision.toString(16)}"` };
    return { status, headers, json: serialize(object, item, deps.accountSid) };
  };
  const { store } = deps;
  return [
    { method: 'POST', path, run: (input) => reply(input, (object) => create(deps, object, input), 201) },
    {
      method: 'GET',
      path,
      run: (input) => ({ json: listed(deps, objectOf(deps, kind, input), input) }),
    },
    {
      method: 'GET',
      path: `${path}/:key`,
      run: (input) => reply(input, (object) => store.readItem(object, param(input, 'key'))),
    },
    {
      method: 'POST',
      path: `${path}/:key`,
      run: (input) => reply(input, (object) => update(deps, object, input)),
    },
    {
      method: 'DELETE',
      path: `${path}/:key`,
      run: (input) => {
        store.removeItem(objectOf(deps, kind, input), param(input, 'key'), { ifMatch: ifMatch(input) });
        return { status: 204 };
      },
    },
  ];
}

function create({ store }: SyncApiDeps, object: SyncObject, { form }: RestInput): SyncItem {
  const key = object.kind === 'map' ? required(form, 'Key') : undefined;
  required(form, 'Data', MISSING_DATA[object.kind as 'map']);
  const item = store.addItem(object, key, json(form, 'Data'), { ttl: ttlOf(form, 'ItemTtl', 'Ttl') });
  store.setExpiry(object, ttlOf(form, 'CollectionTtl'));
  return item;
}

function update({ store }: SyncApiDeps, object: SyncObject, input: RestInput): SyncItem {
  const { form } = input;
  const known = store.item(object, param(input, 'key'));
  const ttl = ttlOf(form, 'ItemTtl', 'Ttl');
  mustChange(form, 'Data', 'ItemTtl', 'Ttl', 'CollectionTtl');
  if (form.has('Data'))
    store.updateItem(object, known.key, json(form, 'Data'), { ttl, ifMatch: ifMatch(input) });
  else store.setExpiry(object, ttl, known);
  store.setExpiry(object, ttlOf(form, 'CollectionTtl'));
  return known;
}

function listed({ store, accountSid }: SyncApiDeps, object: SyncObject, input: RestInput) {
  const { form } = input;
  const pageSize = whole(form, 'PageSize', 1, 1000) ?? 50;
  if (pageSize > 100) throw new TwilioError(400, 20001, 'PageSize must be at most 100');
  const page = itemPage(object, {
    order: form.get('Order') ?? 'asc',
    from: optional(form, 'From'),
    bounds: form.get('Bounds') ?? 'inclusive',
    pageSize,
    token: optional(form, 'PageToken'),
  });
  store.readPage(object, page.items.length);
  const url = (changes: Record<string, string | number>) =>
    `https://${input.request.host}${pageUri(input, changes)}`;
  const number = Number(form.get('Page') ?? 0);
  const beside = (token: string | null, by: number) =>
    token === null ? null : url({ PageSize: pageSize, Page: Math.max(0, number + by), PageToken: token });
  return {
    meta: {
      page: number,
      page_size: pageSize,
      first_page_url: url({ PageSize: pageSize, Page: 0 }),
      previous_page_url: beside(page.previous, -1),
      url: url({}),
      next_page_url: beside(page.next, 1),
      key: 'items',
    },
    items: page.items.map((item) => serialize(object, item, accountSid)),
  };
}

function serialize(object: SyncObject, item: SyncItem, accountSid: string) {
  const own = object.kind === 'list' ? { index: item.key } : { key: item.key };
  return {
    ...own,
    account_sid: accountSid,
    service_sid: object.serviceSid,
    [`${object.kind}_sid`]: object.sid,
    url: `${objectUrl(object)}/Items/${encodeURIComponent(item.key)}`,
    revision: item.revision.toString(16),
    data: item.data,
    date_expires: isoOrNull(item.dateExpires),
    date_created: isoOrNull(item.dateCreated),
    date_updated: isoOrNull(item.dateUpdated),
    created_by: item.createdBy,
  };
}
