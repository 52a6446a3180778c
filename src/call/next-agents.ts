import type { Agent } from '../core/model/agent.ts';
import type { AgentPage, Ports } from './ports.ts';
import type { Stored } from '../shared/storage.ts';
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
  let looked: LookedAfter = { agents: withNew([], fromOwn, own), isAtTheEnd: false };
  if (looked.agents.filter(isLooker).length >= LOOKERS) return looked;
  for await (const { page, isAtTheEnd } of pagesAfter(ports, own, fromOwn)) {
    looked = { agents: withNew(looked.agents, page, own), isAtTheEnd };
    if (looked.agents.filter(isLooker).length >= LOOKERS) break;
  }
  return looked;
}

/** Reads page after page, goes round at the end, and stops where it began. `isAtTheEnd`: it went round. */
async function* pagesAfter({ agents }: Ports, own: Agent, first: AgentPage) {
  let [page, isAtTheEnd] = [first, first.isLast];
  for (let isRound = false; !isRound;) {
    page = await agents.page(page.isLast ? undefined : page.agents.at(-1)?.value.id);
    isRound = isAtTheEnd && (page.isLast || page.agents.some(({ value }) => value.id === own.id));
    yield { page, isAtTheEnd };
    isAtTheEnd ||= page.isLast;
  }
}

function withNew(met: readonly Stored<Agent>[], { agents }: AgentPage, own: Agent): readonly Stored<Agent>[] {
  const known = new Set([own.id, ...met.map(({ value }) => value.id)]);
  return [...met, ...agents.filter(({ value }) => !known.has(value.id))];
}
