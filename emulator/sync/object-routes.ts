// https://www.twilio.com/docs/sync/api/document-resource, list-resource, map-resource
import { json, optional, whole } from '../rest/form.ts';
import { envelope, pageOf } from '../rest/paging.ts';
import type { RestInput, RestReply, Route } from '../rest/router.ts';
import { param } from '../rest/router.ts';
import { TwilioError } from '../twilio-error.ts';
import type { ObjectKind, SyncObject } from './objects.ts';
import type { SyncApiDeps } from './service-routes.ts';
import { SERVICES_URL } from './service-routes.ts';

export const COLLECTION = { document: 'Documents', list: 'Lists', map: 'Maps' } as const;
const LONGEST_TTL_S = 31_536_000;

/** Create, list, fetch, update and delete documents, lists or maps. */
export function objectRoutes(deps: SyncApiDeps, kind: ObjectKind): Route[] {
  const path = `/v1/Services/:service/${COLLECTION[kind]}`;
  const reply = (object: SyncObject, status = 200) => replyWith(object, deps.accountSid, status);
  return [
    { method: 'POST', path, run: (input) => reply(create(deps, kind, input), 201) },
    { method: 'GET', path, run: (input) => ({ json: listed(deps, kind, input) }) },
    { method: 'GET', path: `${path}/:object`, run: (input) => reply(objectRead(deps, kind, input)) },
    { method: 'POST', path: `${path}/:object`, run: (input) => reply(update(deps, kind, input)) },
    {
      method: 'DELETE',
      path: `${path}/:object`,
      run: (input) => {
        deps.store.remove(objectOf(deps, kind, input));
        return { status: 204 };
      },
    },
  ];
}

/** The object that the path names. @throws TwilioError 404 */
export function objectOf({ store }: SyncApiDeps, kind: ObjectKind, input: RestInput): SyncObject {
  return store.object(store.service(param(input, 'service')).sid, kind, param(input, 'object'));
}

/** The same, counted as a read of it. @throws TwilioError 404, or 429 beyond the rate */
export function objectRead(deps: SyncApiDeps, kind: ObjectKind, input: RestInput): SyncObject {
  const object = objectOf(deps, kind, input);
  deps.store.reads.count(object.sid);
  return object;
}

/** Seconds to live, from the first of the named fields that is there. */
export function ttlOf(form: URLSearchParams, ...names: string[]): number | undefined {
  return names.map((name) => whole(form, name, 0, LONGEST_TTL_S, 54002)).find((ttl) => ttl !== undefined);
}

/** @throws TwilioError 400 (54010) when none of the fields is there: https://www.twilio.com/docs/api/errors/54010 */
export function mustChange(form: URLSearchParams, ...names: string[]): void {
  if (!names.some((name) => form.has(name))) throw new TwilioError(400, 54010, 'No parameters specified');
}

/** The revision that a write depends on. */
export function ifMatch(input: RestInput): string | undefined {
  return input.request.headers['if-match'];
}

/** The public address of an object. */
export function objectUrl({ kind, serviceSid, sid }: SyncObject): string {
  return `${SERVICES_URL}/${serviceSid}/${COLLECTION[kind]}/${sid}`;
}

function create({ store }: SyncApiDeps, kind: ObjectKind, input: RestInput): SyncObject {
  const service = store.service(param(input, 'service'));
  const data = kind === 'document' ? (json(input.form, 'Data') ?? {}) : undefined;
  const ttl = ttlOf(input.form, 'Ttl', 'CollectionTtl');
  return store.create(service.sid, kind, optional(input.form, 'UniqueName') ?? null, data, { ttl });
}

function update(deps: SyncApiDeps, kind: ObjectKind, input: RestInput): SyncObject {
  const object = objectOf(deps, kind, input);
  const ttl = ttlOf(input.form, 'Ttl', 'CollectionTtl');
  mustChange(input.form, 'Data', 'Ttl', 'CollectionTtl');
  // Empty data are none, and not JSON that cannot be read.
  const data = input.form.get('Data') === '' ? null : json(input.form, 'Data');
  if (data === null) throw new TwilioError(400, 54101, "The 'Data' parameter cannot be null");
  const options = { ttl, ifMatch: ifMatch(input) };
  if (kind === 'document' && data !== undefined) deps.store.updateDocument(object, data, options);
  else deps.store.setExpiry(object, ttl);
  return object;
}

function listed(deps: SyncApiDeps, kind: ObjectKind, input: RestInput) {
  const objects = deps.store.objects(deps.store.service(param(input, 'service')).sid, kind);
  const shown = (object: SyncObject) => serialize(object, deps.accountSid);
  return envelope(input, COLLECTION[kind].toLowerCase(), pageOf(objects, input, 100), shown);
}

function replyWith(object: SyncObject, accountSid: string, status: number): RestReply {
  return {
    status,
    json: serialize(object, accountSid),
    headers: { etag: `"${object.revision.toString(16)}"` },
  };
}

function serialize(object: SyncObject, accountSid: string) {
  const url = objectUrl(object);
  return {
    sid: object.sid,
    unique_name: object.uniqueName,
    account_sid: accountSid,
    service_sid: object.serviceSid,
    url,
    links: {
      ...(object.kind !== 'document' && { items: `${url}/Items` }),
      permissions: `${url}/Permissions`,
    },
    revision: object.revision.toString(16),
    ...(object.kind === 'document' && { data: object.data }),
    date_expires: isoOrNull(object.dateExpires),
    date_created: isoOrNull(object.dateCreated),
    date_updated: isoOrNull(object.dateUpdated),
    created_by: object.createdBy,
  };
}

/** A date as Sync writes it. */
export function isoOrNull(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
