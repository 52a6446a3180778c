import type { Agent } from '../core/model/agent.ts';
import type { AgentId } from '../core/model/ids.ts';
import type { Ports, Stored } from './ports.ts';
import { ConflictError } from './ports.ts';

const AGENT_TRIES = 5;

/**
 * Changes one agent's presence by compare-and-swap.
 * @param rule returns the agent as they should be, or undefined to leave them as they are
 * @param known the agent as just read, if the caller has read them
 * @returns the agent as they are afterwards and whether they were changed; undefined for an unknown agent
 * @throws ConflictError when others were quicker each time
 */
export async function changeAgent(
  ports: Pick<Ports, 'agents' | 'budget'>,
  id: AgentId,
  rule: (agent: Agent) => Agent | undefined,
  known?: Stored<Agent>,
): Promise<{ readonly agent: Agent; readonly changed: boolean } | undefined> {
  for (let tries = 1; ; tries++) {
    const stored = tries === 1 && known ? known : await ports.agents.load(id);
    if (!stored) return undefined;
    const next = rule(stored.value);
    if (!next) return { agent: stored.value, changed: false };
    try {
      return { agent: (await ports.agents.save(next, stored.revision)).value, changed: true };
    } catch (error) {
      if (!(error instanceof ConflictError) || tries >= AGENT_TRIES) throw error;
      await ports.budget.sleep(Math.random() * 20 * 2 ** tries);
    }
  }
}
