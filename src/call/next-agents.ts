import type { Agent } from '../core/model/agent.ts';
import type { AgentPage, Ports, Stored } from './ports.ts';
import { isLookingOn } from '../core/routing/presence.ts';

/** The number of pages that check on each agent. Some of these may have died just now, and heartbeats get lost. */
const LOOKERS = 10;

interface LookedAfter {
  readonly agents: readonly Stored<Agent>[];
  /** Whether the own page is among the last ten in the order. These also check what belongs to no agent. */
  readonly isAtTheEnd: boolean;
}

/**
 * Reads the agents whom an agent's page checks on. They come next in the order of ids, and after the end it begins
 * again. It reads at least until ten of them have pages that check on others. So ten pages check on each agent, or all
 * where there are fewer. That takes about one read, however many agents there are.
 * @param fromOwn the agents as read from this one on
 */
export async function readThoseAfter(ports: Ports, own: Agent, fromOwn: AgentPage): Promise<LookedAfter> {
  const isLooker = ({ value }: Stored<Agent>) => isLookingOn(value, ports.budget.now(), ports.settings);
  let met: readonly Stored<Agent>[] = fromOwn.agents.filter(({ value }) => value.id !== own.id);
  let [page, isRound, hasTurned] = [fromOwn, false, false];
  while (!isRound && met.filter(isLooker).length < LOOKERS) {
    hasTurned ||= page.isLast;
    page = await ports.agents.page(page.isLast ? undefined : page.agents.at(-1)?.value.id);
    isRound = hasTurned && (page.isLast || page.agents.some(({ value }) => value.id === own.id));
    met = withNew(met, page, own);
  }
  return { agents: met, isAtTheEnd: hasTurned };
}

function withNew(met: readonly Stored<Agent>[], { agents }: AgentPage, own: Agent): readonly Stored<Agent>[] {
  const known = new Set([own.id, ...met.map(({ value }) => value.id)]);
  return [...met, ...agents.filter(({ value }) => !known.has(value.id))];
}
