import type { AgentId } from '../core/model/ids.ts';
import type { AccountStore } from './account.ts';
import { type Budget, compareAndSwap } from '../shared/storage.ts';

/**
 * Ends every session of the agent. The service refuses each when it next compares it with the account, within a minute.
 * @throws ConflictError when others changed the account each time
 */
export async function endSessions(accounts: AccountStore, id: AgentId, budget: Budget): Promise<void> {
  await compareAndSwap({
    load: () => accounts.load(id),
    change: (account) => ({ ...account, epoch: account.epoch + 1 }),
    save: (account, revision) => accounts.save(account, revision),
    budget,
  });
}
