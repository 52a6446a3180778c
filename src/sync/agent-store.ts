import type { Agent } from '../core/agent.ts';
import type { AgentId } from '../core/call.ts';
import type { AgentStore, Stored } from '../call/ports.ts';
import { OBJECTS, type SyncService } from './sync-service.ts';

/** What every signed-in page reads by its token. Messages are not among it: `/api/` gives them to those who are still let in. */
export const READ_BY_PAGES = [OBJECTS.agents, OBJECTS.waiting];

/** Everyone's presence as items of the Sync Map `agents`. */
export class SyncAgentStore implements AgentStore {
  constructor(private readonly sync: SyncService) {}

  async list(): Promise<readonly Stored<Agent>[]> {
    const items = await this.sync.read(() => this.#map().syncMapItems.list({ pageSize: 100 }));
    return (items ?? []).map(({ data, revision }) => ({ value: data as Agent, revision }));
  }

  async load(id: AgentId): Promise<Stored<Agent> | undefined> {
    const item = await this.sync.read(() => this.#map().syncMapItems(id).fetch());
    return item && { value: item.data as Agent, revision: item.revision };
  }

  async save(agent: Agent, ifMatch: string): Promise<Stored<Agent>> {
    const change = { ifMatch, data: agent };
    const { revision } = await this.sync.write(() => this.#map().syncMapItems(agent.id).update(change));
    return { value: agent, revision };
  }

  /** Lets the agent's page read everybody's presence and the queue. */
  async allow(id: AgentId): Promise<void> {
    const read = { read: true, write: false, manage: false };
    const maps = READ_BY_PAGES.map((name) => this.sync.service.syncMaps(name));
    await Promise.all(maps.map((map) => this.sync.write(() => map.syncMapPermissions(id).update(read))));
  }

  /** Takes that back. */
  async forbid(id: AgentId): Promise<void> {
    const maps = READ_BY_PAGES.map((name) => this.sync.service.syncMaps(name));
    await Promise.all(maps.map((map) => this.sync.read(() => map.syncMapPermissions(id).remove())));
  }

  #map() {
    return this.sync.service.syncMaps(OBJECTS.agents);
  }
}
