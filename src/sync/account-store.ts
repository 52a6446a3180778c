import type { AgentId } from '../core/model/ids.ts';
import type { Stored } from '../shared/storage.ts';
import type { Account, AccountStore } from '../auth/account.ts';
import { OBJECTS, type SyncService } from './sync-service.ts';

/** Agents' accounts as items of the Sync Map `accounts`, which no page may read. */
export class SyncAccountStore implements AccountStore {
  constructor(private readonly sync: SyncService) {}

  async load(id: AgentId): Promise<Stored<Account> | undefined> {
    const item = await this.sync.read(() => this.#item(id).fetch());
    return item && { value: item.data as Account, revision: item.revision };
  }

  async save(account: Account, ifMatch: string): Promise<void> {
    await this.sync.write(() => this.#item(account.id).update({ ifMatch, data: account }));
  }

  #item(id: AgentId) {
    return this.sync.service.syncMaps(OBJECTS.accounts).syncMapItems(id);
  }
}
