import type { AgentId, Instant } from '../core/model/ids.ts';
import type { Settings } from '../core/model/settings.ts';
import type { AccountStore } from '../auth/account.ts';
import { type Budget, compareAndSwap } from '../shared/storage.ts';

const STANDARD_LIMIT = 30;
const HOUR_MS = 3_600_000;

/**
 * Counts a call to an outside number for an agent. It is refused when they have had too many in the last hour. So
 * nobody who has taken over a page can run up a bill by the directory.
 * @returns whether they may call
 * @throws ConflictError when others changed the account each time
 */
export async function countOutsideCall(
  { accounts, budget }: { readonly accounts: AccountStore; readonly budget: Budget },
  agent: AgentId,
  { outsideCallsPerHour: limit = STANDARD_LIMIT }: Pick<Settings, 'outsideCallsPerHour'>,
  now: Instant,
): Promise<boolean> {
  const swapped = await compareAndSwap({
    load: () => accounts.load(agent),
    change: (account) => {
      const lately = (account.outsideCalls ?? []).filter((at) => now - at < HOUR_MS);
      return lately.length < limit ? { ...account, outsideCalls: [...lately, now] } : undefined;
    },
    save: (account, revision) => accounts.save(account, revision),
    budget,
  });
  return swapped?.isChanged === true;
}
