import { allowed } from './access.ts';
import { isoOrNull } from './object-routes.ts';
import type { ObjectKind, SyncEvent, SyncObject } from './objects.ts';
import type { TunnelUser } from './tunnel.ts';
import { itemUrl } from './tunnel.ts';

interface SubscriptionRequest {
  readonly action: 'establish' | 'cancel';
  readonly correlation_id: number;
  readonly requests: readonly {
    readonly object_sid: string;
    readonly object_type: string;
    readonly last_event_id?: number;
  }[];
}

/** Sends one notification to the page. */
type Notify = (messageType: string, payload: unknown) => void;

/** The subscriptions of one socket. It gets every change once: old ones by the replay, then live. */
export class Subscriptions {
  readonly #user: TunnelUser;
  readonly #notify: Notify;
  /** The last event that was sent for each object. */
  readonly #told = new Map<string, number>();

  constructor(user: TunnelUser, notify: Notify) {
    this.#user = user;
    this.#notify = notify;
  }

  /** Carries out `POST /v4/Subscriptions`. The results go out as notifications. */
  handle(body: SubscriptionRequest): void {
    for (const wanted of body.requests) {
      const about = { object_sid: wanted.object_sid, object_type: wanted.object_type };
      if (body.action === 'cancel') {
        this.#told.delete(wanted.object_sid);
        this.#tell('subscription_canceled', about, body.correlation_id);
      } else this.#establish(about, wanted.last_event_id ?? 0, body.correlation_id);
    }
  }

  /** A change that just happened. */
  live(event: SyncEvent): void {
    const { service, identity } = this.#user;
    const told = this.#told.get(event.object.sid);
    if (told === undefined || told >= event.id || !allowed(service, event.object, identity, 'read')) return;
    this.#told.set(event.object.sid, event.id);
    this.#notify(`com.twilio.rtd.cds.${event.object.kind}`, payloadOf(event));
  }

  #establish(
    about: { object_sid: string; object_type: string },
    lastEventId: number,
    correlation: number,
  ): void {
    const { store, service, identity } = this.#user;
    const object = store.find(service.sid, kindOf(about.object_type), about.object_sid);
    if (!object || !allowed(service, object, identity, 'read')) {
      const error = object
        ? { status: 403, code: 54007, message: 'Access forbidden for identity' }
        : { status: 404, code: 54100, message: 'Not found' };
      this.#tell('subscription_failed', { ...about, error }, correlation);
      return;
    }
    this.#told.set(object.sid, object.lastEventId);
    this.#replay(object, lastEventId, correlation);
    const done = { ...about, replay_status: 'completed', last_event_id: object.lastEventId };
    this.#tell('subscription_established', done, correlation);
  }

  #replay(object: SyncObject, lastEventId: number, correlation: number): void {
    for (const event of object.events) {
      if (event.id <= lastEventId) continue;
      this.#notify('twilio.sync.event', { ...payloadOf(event), correlation_id: correlation });
    }
  }

  #tell(type: string, event: object, correlation: number): void {
    const payload = {
      event_type: type,
      event_protocol_version: 4,
      correlation_id: correlation,
      events: [event],
    };
    this.#notify('twilio.sync.event', payload);
  }
}

function kindOf(type: string): ObjectKind {
  return type === 'list' || type === 'map' ? type : 'document';
}

function payloadOf(event: SyncEvent) {
  return { event_type: event.type, event_protocol_version: 4, events: [eventShape(event)] };
}

function eventShape({ id, at, type, object, revision, data, item }: SyncEvent) {
  const { kind } = object;
  const common = { id, date_created: isoOrNull(at), [`${kind}_sid`]: object.sid };
  if (type.endsWith('removed') && !item) return common;
  if (!item) return { ...common, document_revision: revision.toString(16), document_data: data };
  const about = {
    ...common,
    [kind === 'list' ? 'item_index' : 'item_key']: item.key,
    item_url: itemUrl(object, item),
    item_data: item.data,
  };
  if (type.endsWith('removed')) return about;
  return {
    ...about,
    [`${kind}_revision`]: revision.toString(16),
    item_revision: item.revision.toString(16),
    date_expires: isoOrNull(item.dateExpires),
  };
}
