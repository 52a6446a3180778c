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
