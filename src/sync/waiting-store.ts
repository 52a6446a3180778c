import type { Waiting } from '../core/model/waiting.ts';
import type { CallSid } from '../core/model/ids.ts';
import type { WaitingStore } from '../call/ports.ts';
import { SHARED_TRIES, OBJECTS, type SyncService } from './sync-service.ts';

/** Nobody waits longer. So an entry without a call goes by itself. */
const WAITING_SECONDS = 4 * 3600;

/** The callers who wait, as items of the Sync map `waiting`. */
export class SyncWaitingStore implements WaitingStore {
  constructor(private readonly sync: SyncService) {}

  async list(): Promise<readonly Waiting[]> {
    const items = await this.sync.read(() => this.#items().list({ pageSize: 100 }), {
      tries: SHARED_TRIES,
    });
    return (items ?? []).map(({ data }) => data as Waiting);
  }

  async put(entry: Waiting, { briefly } = { briefly: false }): Promise<void> {
    const how = briefly ? { tries: SHARED_TRIES } : {};
    const change = { data: entry, itemTtl: WAITING_SECONDS };
    if (await this.sync.create(() => this.#items().create({ key: entry.call, ...change }), how)) return;
    await this.sync.write(() => this.#item(entry.call).update(change), how);
  }

  async remove(call: CallSid): Promise<void> {
    await this.sync.remove(() => this.#item(call).remove());
  }

  #items() {
    return this.sync.service.syncMaps(OBJECTS.waiting).syncMapItems;
  }

  #item(call: CallSid) {
    return this.sync.service.syncMaps(OBJECTS.waiting).syncMapItems(call);
  }
}
