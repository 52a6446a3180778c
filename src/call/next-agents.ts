import type { Agent } from '../core/model/agent.ts';
import type { AgentPage, Ports } from './ports.ts';
import type { Stored } from '../shared/storage.ts';
import { checksOnOthers } from '../core/routing/presence.ts';

/** The number of pages that check on each agent. Some of these may have died just now, and heartbeats get lost. */
const CHECKING_PAGES = 10;

interface NextAgents {
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
export async function readNextAgents(ports: Ports, own: Agent, fromOwn: AgentPage): Promise<NextAgents> {
  const isChecking = ({ value }: Stored<Agent>) => checksOnOthers(value, ports.budget.now(), ports.settings);
  let next: NextAgents = { agents: withNew([], fromOwn, own), isAtTheEnd: false };
  if (next.agents.filter(isChecking).length >= CHECKING_PAGES) return next;
  for await (const { page, isAtTheEnd } of pagesAfter(ports, own, fromOwn)) {
    next = { agents: withNew(next.agents, page, own), isAtTheEnd };
    if (next.agents.filter(isChecking).length >= CHECKING_PAGES) break;
  }
  return next;
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
