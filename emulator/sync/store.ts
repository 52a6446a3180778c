import type { Beliefs } from '../beliefs.ts';
import type { Clock } from '../clock.ts';
import { sidOf, SidSource } from '../sids.ts';
import { TwilioError } from '../twilio-error.ts';
import { Expiries } from './expiries.ts';
import { ObjectChanges } from './object-changes.ts';
import type { ObjectKind, SyncEvent, SyncItem, SyncObject, SyncService } from './objects.ts';
import { ObjectRate } from './object-rate.ts';

/** A conditional or dated write. `ifMatch` is a revision, or `-1` for "must not exist"; `ttl` is in seconds, 0 for ever. */
export interface WriteOptions {
  readonly ifMatch?: string | undefined;
  readonly ttl?: number | undefined;
  readonly by?: string;
}

interface StoreOptions {
  readonly clock: Clock;
  readonly sids?: SidSource;
  /** Absent: each has its first setting. */
  readonly beliefs?: Beliefs;
}

const LETTERS = { document: 'ET', list: 'ES', map: 'MP' } as const;
const MISSING = { document: 54100, list: 54150, map: 54200 } as const;
const MISSING_ITEM = { document: 54100, list: 54151, map: 54201 } as const;
const MISMATCH = { document: 54103, list: 54155, map: 54205 } as const;
const LARGEST_BYTES = 16 * 1024;

/** Sync's state and its rules, without any protocol: services, objects, items, revisions, expiry, events. */
export class SyncStore {
  readonly services = new Map<string, SyncService>();
  readonly writes: ObjectRate;
  readonly reads: ObjectRate;
  readonly #clock: Clock;
  readonly #beliefs: Beliefs | undefined;
  readonly #sids: SidSource;
  readonly #objects = new Map<string, SyncObject>();
  readonly #named = new Map<string, string>();
  readonly #generations = new Map<string, number>();
  readonly #expiries: Expiries;
  readonly #changes: ObjectChanges;

  constructor({ clock, sids = new SidSource(), beliefs }: StoreOptions) {
    this.#clock = clock;
    this.#beliefs = beliefs;
    this.#sids = sids;
    this.#expiries = new Expiries(clock);
    this.#changes = new ObjectChanges(clock);
    this.writes = new ObjectRate(clock);
    this.reads = new ObjectRate(clock);
  }

  /** Reports every change after it happened. The returned function ends it. */
  onChange(listener: (event: SyncEvent) => void): () => void {
    return this.#changes.onChange(listener);
  }

  /** Stops every expiry timer. */
  close(): void {
    this.#expiries.close();
  }

  createService(settings: Partial<SyncService> = {}): SyncService {
    const now = this.#clock.now();
    const sid = settings.sid ?? this.#sids.next('IS');
    const service = { ...SERVICE_DEFAULTS, dateCreated: now, dateUpdated: now, ...settings, sid };
    this.services.set(sid, service);
    return service;
  }

  /** Finds a service by SID, by unique name, or as `default`, which exists from its first use. */
  service(ref: string): SyncService {
    const found = [...this.services.values()].find(
      ({ sid, uniqueName }) => sid === ref || uniqueName === ref,
    );
    if (found) return found;
    if (ref === 'default') return this.createService({ uniqueName: 'default', friendlyName: 'Default' });
    throw new TwilioError(404, 20404, `The requested resource /Services/${ref} was not found`);
  }

  updateService(service: SyncService, changes: Partial<SyncService>): void {
    Object.assign(service, changes, { dateUpdated: this.#clock.now() });
  }

  removeService(service: SyncService): void {
    for (const object of this.objects(service.sid)) this.remove(object);
    this.services.delete(service.sid);
  }

  objects(serviceSid: string, kind?: ObjectKind): SyncObject[] {
    return [...this.#objects.values()].filter(
      (object) => object.serviceSid === serviceSid && (!kind || object.kind === kind),
    );
  }

  find(serviceSid: string, kind: ObjectKind, ref: string): SyncObject | undefined {
    const object = this.#objects.get(this.#named.get(`${serviceSid}/${kind}/${ref}`) ?? ref);
    return object?.serviceSid === serviceSid && object.kind === kind ? object : undefined;
  }

  /** @throws TwilioError 404 */
  object(serviceSid: string, kind: ObjectKind, ref: string): SyncObject {
    const found = this.find(serviceSid, kind, ref);
    if (!found) throw new TwilioError(404, MISSING[kind], `${kind} was not found`);
    return found;
  }

  /** @throws TwilioError 409 (54301) when the unique name is taken */
  create(
    serviceSid: string,
    kind: ObjectKind,
    uniqueName: string | null,
    data: unknown,
    options: WriteOptions = {},
  ): SyncObject {
    if (uniqueName !== null && this.find(serviceSid, kind, uniqueName)) {
      throw new TwilioError(409, 54301, 'Unique name already exists');
    }
    checkSize(data);
    const now = this.#clock.now();
    const object: SyncObject = {
      kind,
      serviceSid,
      uniqueName,
      data,
      sid: this.#sidFor(serviceSid, kind, uniqueName),
      revision: 0,
      lastEventId: now * 1000,
      nextIndex: 0,
      dateCreated: now,
      dateUpdated: now,
      dateExpires: null,
      createdBy: options.by ?? 'system',
      items: new Map(),
      permissions: new Map(),
      events: [],
    };
    this.#objects.set(object.sid, object);
    if (uniqueName !== null) this.#named.set(`${serviceSid}/${kind}/${uniqueName}`, object.sid);
    this.setExpiry(object, options.ttl);
    return object;
  }

  /** @throws TwilioError 412 on another revision, 429 beyond the write rate */
  updateDocument(object: SyncObject, data: unknown, options: WriteOptions = {}): void {
    this.#admit(object, object.revision, data, options);
    object.data = data;
    this.setExpiry(object, options.ttl);
    this.#changes.record(object, 'document_updated', { data });
  }

  remove(object: SyncObject): void {
    for (const item of object.items.values()) this.#expiries.cancel(item);
    this.#expiries.cancel(object);
    this.#objects.delete(object.sid);
    this.#named.delete(`${object.serviceSid}/${object.kind}/${object.uniqueName}`);
    this.#changes.record(object, `${object.kind}_removed`, {});
  }

  /** Sets how long an object or an item lives: seconds from now, 0 for ever, undefined for no change. */
  setExpiry(object: SyncObject, ttl: number | undefined, item?: SyncItem): void {
    if (ttl === undefined) return;
    this.#expiries.set(item ?? object, ttl, () =>
      item ? this.#dropItem(object, item) : this.remove(object),
    );
  }

  /** @throws TwilioError 404 */
  item(object: SyncObject, key: string | number): SyncItem {
    const item = object.items.get(object.kind === 'list' ? Number(key) : key);
    if (!item) throw new TwilioError(404, MISSING_ITEM[object.kind], 'Item not found');
    return item;
  }

  /** Counts a page of items as read. @throws TwilioError 429 beyond the rate */
  readPage(object: SyncObject, items: number): void {
    const isOne = this.#beliefs?.get('listReads') !== 'each-item';
    this.reads.count(object.sid, 0, isOne ? 1 : Math.max(1, items));
  }

  /** The same, counted as a read. @throws TwilioError 404, or 429 beyond the rate */
  readItem(object: SyncObject, key: string): SyncItem {
    this.reads.count(object.sid);
    return this.item(object, key);
  }

  /** Adds to a map under `key`, or to the end of a list. @throws TwilioError 409 (54208) when the key is taken */
  addItem(object: SyncObject, key: string | undefined, data: unknown, options: WriteOptions = {}): SyncItem {
    const at = object.kind === 'list' ? object.nextIndex : (key ?? '');
    if (object.items.has(at))
      throw new TwilioError(409, 54208, 'An item with given key already exists in the map');
    this.#admit(object, -1, data, options);
    object.nextIndex += 1;
    const now = this.#clock.now();
    const item: SyncItem = {
      key: at,
      data,
      revision: 0,
      dateCreated: now,
      dateUpdated: now,
      dateExpires: null,
      createdBy: options.by ?? 'system',
    };
    object.items.set(at, item);
    this.setExpiry(object, options.ttl, item);
    this.#changes.record(object, `${object.kind as 'map'}_item_added`, { item });
    return item;
  }

  /** @throws TwilioError 404, 412 or 429 */
  updateItem(object: SyncObject, key: string | number, data: unknown, options: WriteOptions = {}): SyncItem {
    const item = this.item(object, key);
    this.#admit(object, item.revision, data, options);
    item.data = data;
    item.revision += 1;
    item.dateUpdated = this.#clock.now();
    this.setExpiry(object, options.ttl, item);
    this.#changes.record(object, `${object.kind as 'map'}_item_updated`, { item });
    return item;
  }

  /** @throws TwilioError 404, 412 or 429 */
  removeItem(object: SyncObject, key: string | number, options: WriteOptions = {}): void {
    const item = this.item(object, key);
    this.#admit(object, item.revision, null, options);
    this.#dropItem(object, item);
  }

  #dropItem(object: SyncObject, item: SyncItem): void {
    this.#expiries.cancel(item);
    object.items.delete(item.key);
    this.#changes.record(object, `${object.kind as 'map'}_item_removed`, { item });
  }

  #admit(object: SyncObject, revision: number, data: unknown, options: WriteOptions): void {
    if (options.ifMatch !== undefined && revisionOf(options.ifMatch) !== revision) {
      const message = 'The revision of the object does not match the expected revision';
      throw new TwilioError(412, MISMATCH[object.kind], message);
    }
    this.writes.count(object.sid, checkSize(data));
  }

  #sidFor(serviceSid: string, kind: ObjectKind, uniqueName: string | null): string {
    if (uniqueName === null) return this.#sids.next(LETTERS[kind]);
    const words = `${serviceSid}/${kind}/${uniqueName}`;
    const generation = (this.#generations.get(words) ?? 0) + 1;
    this.#generations.set(words, generation);
    return sidOf(LETTERS[kind], `${words}/${generation}`);
  }
}

const SERVICE_DEFAULTS = {
  uniqueName: null,
  friendlyName: null,
  webhookUrl: null,
  webhooksFromRestEnabled: false,
  reachabilityWebhooksEnabled: false,
  reachabilityDebouncingEnabled: false,
  reachabilityDebouncingWindow: 5000,
  aclEnabled: false,
};

function revisionOf(tag: string): number {
  const bare = tag.replaceAll(/^W\/|"/g, '');
  return bare === '-1' ? -1 : Number.parseInt(bare, 16);
}

function checkSize(data: unknown): number {
  const bytes = Buffer.byteLength(JSON.stringify(data ?? null));
  if (bytes > LARGEST_BYTES) throw new TwilioError(413, 54006, 'Request entity too large');
  return bytes;
}
