import type { AgentPage } from '../../../harness/agent-page.ts';
import type { AgentName, CallCenter } from './call-center.ts';

/** A way in which an agent's page goes away in a call, and how the agent comes back. */
interface Loss {
  lose(center: CallCenter, id: AgentName, page: AgentPage): Promise<void>;
  /** The agent at a page again, which is the same one or another. */
  find(center: CallCenter, id: AgentName, page: AgentPage): Promise<AgentPage>;
}

export const PAGE_LOSSES = {
  'is closed': {
    lose: (_center, _id, page) => page.vanish(),
    find: (center, id) => center.agentSignedIn(id),
  },
  crashes: {
    lose: (_center, _id, page) => page.crash(),
    find: (center, _id, page) => page.secondPage(center.product.pageUrl),
  },
  'loses its network': {
    lose: (center, id, page) => center.loseNetwork(id, page),
    find: async (center, id, page) => {
      await center.findNetwork(id, page);
      return page;
    },
  },
} as const satisfies Readonly<Record<string, Loss>>;

type Way = keyof typeof PAGE_LOSSES;

/** The ways by their names, as they stand in tests' names. */
export const WAYS = Object.keys(PAGE_LOSSES) as readonly Way[];

/** Every way in every phase takes minutes: the ordinary run plays one way in each file, `EVERY_WAY=1 npm test` all. */
export function waysOf(usual: Way): readonly Way[] {
  return process.env['EVERY_WAY'] ? WAYS : [usual];
}
