import type { Clock } from '../clock.ts';
import type { SyncEvent, SyncEventType, SyncObject } from './objects.ts';

const KEPT_EVENTS = 2000;

/**
 * Every change of an object gets the next revision and event number. It is kept for clients that come back, and sent to
 * all.
 */
export class ObjectChanges {
  readonly #clock: Clock;
  readonly #listeners = new Set<(event: SyncEvent) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tells of every change after it happened; the returned function ends it. */
  onChange(listener: (event: SyncEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  record(object: SyncObject, type: SyncEventType, rest: Pick<SyncEvent, 'data' | 'item'>): void {
    const at = this.#clock.now();
    object.revision += 1;
    object.dateUpdated = at;
    object.lastEventId = Math.max(object.lastEventId + 1, at * 1000);
    const item = rest.item && { item: { ...rest.item } };
    const event = { id: object.lastEventId, type, at, object, revision: object.revision, ...rest, ...item };
    object.events.push(event);
    if (object.events.length > KEPT_EVENTS) object.events.shift();
    for (const listener of this.#listeners) listener(event);
  }
}
