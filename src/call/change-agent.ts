import type { Agent } from '../core/model/agent.ts';
import type { AgentId } from '../core/model/ids.ts';
import type { Ports } from './ports.ts';
import { compareAndSwap, type Stored, type Swapped } from '../shared/storage.ts';

/**
 * Changes one agent's presence by compare-and-swap.
 * @param rule returns the agent as they should be, or undefined to leave them as they are
 * @param known the agent as just read, if the caller has read them
 * @returns the agent as they are afterwards and whether they were changed; undefined for an unknown agent
 * @throws ConflictError when others were quicker each time
 */
export function changeAgent(
  { agents, budget }: Pick<Ports, 'agents' | 'budget'>,
  id: AgentId,
  rule: (agent: Agent) => Agent | undefined,
  known?: Stored<Agent>,
): Promise<Swapped<Agent> | undefined> {
  return compareAndSwap({
    load: () => agents.load(id),
    change: rule,
    save: (agent, revision) => agents.save(agent, revision),
    budget,
    known,
  });
}
