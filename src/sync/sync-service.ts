import type { Twilio } from 'twilio';
import { type Budget, ConflictError } from '../shared/storage.ts';
import { request, statusOf } from '../twilio/request.ts';

/** The names of the Sync objects. Each call has a document and a list of its own, so calls share no write limit. */
export const OBJECTS = {
  agents: 'agents',
  waiting: 'waiting',
  accounts: 'accounts',
  voicemails: 'voicemails',
  security: 'security',
  call: (id: string) => `call-${id}`,
  timeline: (id: string) => `timeline-${id}`,
  recent: (agent: string) => `recent-${agent}`,
} as const;

/** How often we ask an object that all calls share, where there is another way without its answer. */
export const SHARED_TRIES = 3;

/** The service's Sync objects. The HTTP status tells the failures apart. https://www.twilio.com/docs/sync/api */
export class SyncService {
  constructor(
    client: Twilio,
    serviceSid: string,
    readonly budget: Budget,
  ) {
    this.service = client.sync.v1.services(serviceSid);
  }

  readonly service: ReturnType<Twilio['sync']['v1']['services']>;

  /** Reads; undefined when it does not exist. @param how `tries`: how often at most, where we can do without it */
  async read<T>(send: () => Promise<T>, how: { readonly tries?: number } = {}): Promise<T | undefined> {
    try {
      return await request(this.budget, send, { idempotent: true, ...how });
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  /**
   * Writes what may be written twice: a conditional write, or one with the same effect.
   * @param how `tries`: how often what can be done later
   * @throws ConflictError when the revision is another (412), the name is taken (409), or the object is gone (404)
   */
  async write<T>(
    send: (maybeDone: boolean) => Promise<T>,
    how: { readonly tries?: number } = {},
  ): Promise<T> {
    try {
      return await request(this.budget, send, { idempotent: true, ...how });
    } catch (error) {
      if ([404, 409, 412].includes(statusOf(error) ?? 0)) {
        throw new ConflictError('Another writer was quicker.', { cause: error });
      }
      throw error;
    }
  }

  /**
   * Creates an object or item, unless one of that name is there.
   * @param how `tries`: how often what can be done later
   * @returns whether it was created
   * @throws ConflictError when the object to hold it does not exist
   */
  async create(send: () => Promise<unknown>, how: { readonly tries?: number } = {}): Promise<boolean> {
    try {
      await this.write(send, how);
      return true;
    } catch (error) {
      if (error instanceof ConflictError && !isMissing(error.cause)) return false;
      throw error;
    }
  }

  /** Removes. It is no fault when nothing is there. */
  async remove(send: () => Promise<unknown>): Promise<void> {
    await this.read(send);
  }

  /** Adds to a list, never twice. So a failure that leaves doubt loses the entry. */
  async append(list: string, data: object, itemTtl?: number): Promise<void> {
    const item = { data, ...(itemTtl !== undefined && { itemTtl }) };
    const items = this.service.syncLists(list).syncListItems;
    await request(this.budget, () => items.create(item), { idempotent: false });
  }
}

/** Whether the object does not exist. */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** Whether Twilio refused a request because the object got too many. */
export function isTooOften(error: unknown): boolean {
  return statusOf(error) === 429;
}
