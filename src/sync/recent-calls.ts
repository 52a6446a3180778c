import type { AgentId, CallSid, Instant } from '../core/model/ids.ts';
import type { RecentCall, WrapUp } from '../core/model/history.ts';
import { ConflictError } from '../shared/storage.ts';
import { OBJECTS, type SyncService } from './sync-service.ts';

/** Items live for today and yesterday. One or two requests read a map of this size. */
const RECENT_CALL_SECONDS = 2 * 86_400;

type Kept = Pick<RecentCall, 'call' | 'at' | 'wrapUp' | 'refused'>;

/** The calls that rang at an agent's place, as items of the Sync Map `recent-<agent>`, which no page may read. */
export class SyncRecentCalls {
  constructor(private readonly sync: SyncService) {}

  /** Records that a call rang; the first time counts. Who refused it may take it now. */
  async note(agent: AgentId, call: CallSid, at: Instant): Promise<void> {
    const item = { key: call, data: { call, at } satisfies Kept, itemTtl: RECENT_CALL_SECONDS };
    const add = () => this.sync.create(() => this.#map(agent).syncMapItems.create(item));
    try {
      if (!(await add())) await this.#ringsAgain(agent, call);
    } catch (error) {
      // The agent has no map yet.
      if (!(error instanceof ConflictError)) throw error;
      await this.sync.create(() => this.sync.service.syncMaps.create({ uniqueName: OBJECTS.recent(agent) }));
      await add();
    }
  }

  /** Whoever has closed the call was on it, and stays so. */
  async noteRefused(agent: AgentId, call: CallSid): Promise<void> {
    const kept = await this.find(agent, call);
    if (kept && !kept.wrapUp && !kept.refused) await this.#update(agent, { ...kept, refused: true });
  }

  async #ringsAgain(agent: AgentId, call: CallSid): Promise<void> {
    const kept = await this.find(agent, call);
    if (kept?.refused) await this.#update(agent, { call: kept.call, at: kept.at });
  }

  /** The newest first. */
  async list(agent: AgentId): Promise<readonly Kept[]> {
    const items = await this.sync.read(() => this.#map(agent).syncMapItems.list({ pageSize: 100 }));
    return (items ?? []).map(({ data }) => data as Kept).sort((one, other) => other.at - one.at);
  }

  /** Undefined when the call did not ring there, or too long ago. */
  async find(agent: AgentId, call: CallSid): Promise<Kept | undefined> {
    const item = await this.sync.read(() => this.#map(agent).syncMapItems(call).fetch());
    return item && (item.data as Kept);
  }

  async wrapUp(agent: AgentId, kept: Kept, wrapUp: WrapUp): Promise<void> {
    await this.#update(agent, { ...kept, wrapUp });
  }

  async #update(agent: AgentId, data: Kept): Promise<void> {
    const change = { data, itemTtl: RECENT_CALL_SECONDS };
    await this.sync.write(() => this.#map(agent).syncMapItems(data.call).update(change));
  }

  #map(agent: AgentId) {
    return this.sync.service.syncMaps(OBJECTS.recent(agent));
  }
}
