import type { AgentId } from '../core/model/ids.ts';
import type { Budget } from '../call/ports.ts';
import type { AccountStore } from './account.ts';
import { ConflictError } from '../call/ports.ts';

const ACCOUNT_TRIES = 5;

/**
 * Ends every session of the agent. The service refuses each when it next compares it with the account, within a minute.
 * @throws ConflictError when others changed the account each time
 */
export async function endSessions(accounts: AccountStore, id: AgentId, budget: Budget): Promise<void> {
  for (let tries = 1; ; tries++) {
    const stored = await accounts.load(id);
    if (!stored) return;
    const { value, revision } = stored;
    try {
      return await accounts.save({ ...value, epoch: value.epoch + 1 }, revision);
    } catch (error) {
      if (!(error instanceof ConflictError) || tries >= ACCOUNT_TRIES) throw error;
      await budget.sleep(Math.random() * 20 * 2 ** tries);
    }
  }
}
