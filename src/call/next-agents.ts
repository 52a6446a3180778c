import type { Agent } from '../core/model/agent.ts';
import type { AgentPage, Ports } from './ports.ts';
import type { Stored } from '../shared/storage.ts';
import { isLookingOn } from '../core/routing/presence.ts';

/** By how many pages each agent is looked after: some of those may have died just now, and beats get lost. */
const LOOKERS = 10;

interface LookedAfter {
  readonly agents: readonly Stored<Agent>[];
  /** Whether the own page is one of the last ten in the order, or of so few: they look after what belongs to nobody. */
  readonly isAtTheEnd: boolean;
}

/**
 * Reads whom an agent's page looks after: those who come next in the order of ids, going round at the end, at least until ten
 * who look on themselves are among them. So each agent is looked after by ten pages, or by all where there are fewer, and it
 * takes about one read however many agents there are.
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
