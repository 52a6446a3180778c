import type { AgentId } from '../core/model/ids.ts';
import type { Account, AccountStore } from './account.ts';
import { newEpoch } from './epoch.ts';
import { type Budget, compareAndSwap } from '../shared/storage.ts';

/**
 * Ends every session of the agent, and takes every access token its name. What can bring a caller or read a message is
 * refused from now on, all else within a minute.
 * @param change what else becomes of the account
 * @throws ConflictError when others changed the account each time
 */
export async function endSessions(
  accounts: AccountStore,
  id: AgentId,
  budget: Budget,
  change: Partial<Pick<Account, 'hash'>> = {},
): Promise<void> {
  await compareAndSwap({
    load: () => accounts.load(id),
    change: (account) => ({ ...account, ...change, epoch: newEpoch() }),
    save: (account, revision) => accounts.save(account, revision),
    budget,
  });
}
