import type { SyncMapItemPage } from 'twilio/lib/rest/sync/v1/service/syncMap/syncMapItem.js';
import type { Agent } from '../core/model/agent.ts';
import type { AgentId } from '../core/model/ids.ts';
import type { AgentPage, AgentStore } from '../call/ports.ts';
import type { Stored } from '../shared/storage.ts';
import { SHARED_TRIES, isTooOften, OBJECTS, type SyncService } from './sync-service.ts';

/**
 * The objects that every signed-in page reads by its token. Messages are not among them; `/api/` gives those, and
 * refuses a disabled agent.
 */
export const READ_BY_PAGES = [OBJECTS.agents, OBJECTS.waiting];

/** The most that Twilio gives in one read. */
const PAGE_SIZE = 100;

/** The presence of all agents, as items of the Sync map `agents`. */
export class SyncAgentStore implements AgentStore {
  constructor(private readonly sync: SyncService) {}

  /**
   * When Twilio refuses a read, only the agents of the first pages. Some are better than none, and more requests would
   * make it worse.
   */
  async list(): Promise<readonly Stored<Agent>[]> {
    const first = () => this.#map().syncMapItems.page({ pageSize: PAGE_SIZE });
    const agents: Stored<Agent>[] = [];
    for (
      let page = await this.sync.read(first, { tries: SHARED_TRIES });
      page;
      page = await this.#after(page)
    ) {
      agents.push(...page.instances.map(storedAgent));
    }
    return agents;
  }

  async #after(page: SyncMapItemPage): Promise<SyncMapItemPage | undefined> {
    if (page.nextPageUrl === undefined) return undefined;
    const next = () => page.nextPage() as Promise<SyncMapItemPage>;
    return this.sync.read(next, { tries: 1 }).catch(ignoreTooOften);
  }

  async page(from?: AgentId): Promise<AgentPage> {
    const span = { ...(from !== undefined && { from }), pageSize: PAGE_SIZE };
    const read = () => this.#map().syncMapItems.page(span);
    const page = await this.sync.read(read, { tries: SHARED_TRIES });
    return { agents: page?.instances.map(storedAgent) ?? [], isLast: page?.nextPageUrl === undefined };
  }

  async load(id: AgentId): Promise<Stored<Agent> | undefined> {
    const item = await this.sync.read(() => this.#map().syncMapItems(id).fetch());
    return item && storedAgent(item);
  }

  async save(agent: Agent, ifMatch: string): Promise<Stored<Agent>> {
    const change = { ifMatch, data: agent };
    const { revision } = await this.sync.write(() => this.#map().syncMapItems(agent.id).update(change));
    return { value: agent, revision };
  }

  /** Lets an agent's pages read the presence of all agents and the queue. */
  async allow(identity: string): Promise<void> {
    const read = { read: true, write: false, manage: false };
    const maps = READ_BY_PAGES.map((name) => this.sync.service.syncMaps(name));
    await Promise.all(
      maps.map((map) => this.sync.write(() => map.syncMapPermissions(identity).update(read))),
    );
  }

  /** Takes this permission back. */
  async forbid(identity: string): Promise<void> {
    const maps = READ_BY_PAGES.map((name) => this.sync.service.syncMaps(name));
    await Promise.all(maps.map((map) => this.sync.remove(() => map.syncMapPermissions(identity).remove())));
  }

  #map() {
    return this.sync.service.syncMaps(OBJECTS.agents);
  }
}

function storedAgent({ data, revision }: { data: unknown; revision: string }): Stored<Agent> {
  return { value: data as Agent, revision };
}

function ignoreTooOften(error: unknown): undefined {
  if (!isTooOften(error)) throw error;
}
