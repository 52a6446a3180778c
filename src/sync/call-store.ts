import type { Call } from '../core/model/call.ts';
import type { AgentId, CallSid } from '../core/model/ids.ts';
import type { AgentPages, CallStore } from '../call/ports.ts';
import { toStored } from '../core/record/stored-call.ts';
import { readCall } from '../core/record/read-call.ts';
import { CallConflictError } from '../call/ports.ts';
import { type Stored, ConflictError } from '../shared/storage.ts';
import { randomName } from '../shared/random-name.ts';
import { SyncRecentCalls } from './recent-calls.ts';
import { OBJECTS, type SyncService } from './sync-service.ts';

/** It covers the longest call, and the time in which it is among an agent's recent calls. In seconds. */
const KEPT_SECONDS = 2 * 86_400;

/** Calls as Sync documents, `call-CA...`. */
export class SyncCallStore implements CallStore {
  constructor(private readonly sync: SyncService) {}

  async load(id: CallSid): Promise<Stored<Call> | undefined> {
    const document = await this.sync.read(() => this.#document(id).fetch());
    const value = document && readCall(document.data);
    return value && { value, revision: document.revision };
  }

  /** A document that cannot be read any more is overwritten. */
  async create(call: Call): Promise<Stored<Call>> {
    const write = randomName();
    const uniqueName = OBJECTS.call(call.id);
    const document = { uniqueName, data: { ...toStored(call), write }, ttl: KEPT_SECONDS };
    try {
      const { revision } = await this.sync.write(() => this.sync.service.documents.create(document));
      return { value: call, revision };
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return this.#afterConflict(call, write, error);
    }
  }

  async save(call: Call, revision: string): Promise<Stored<Call>> {
    const write = randomName();
    try {
      return await this.#update(call, write, revision);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return this.#afterConflict(call, write, error);
    }
  }

  async allow(id: CallSid, { agent, identity }: AgentPages): Promise<void> {
    const read = { read: true, write: false, manage: false };
    await Promise.all([
      this.sync.write(() => this.#document(id).documentPermissions(identity).update(read)),
      new SyncRecentCalls(this.sync).note(agent, id, this.sync.budget.now()),
    ]);
  }

  async forbid(id: CallSid, identity: string): Promise<void> {
    await this.sync.remove(() => this.#document(id).documentPermissions(identity).remove());
  }

  async noteRefused(id: CallSid, agent: AgentId): Promise<void> {
    await new SyncRecentCalls(this.sync).noteRefused(agent, id);
  }

  /**
   * Each write carries a name. When the answer to a write is lost, the retry meets its own result. The name shows that
   * the save did succeed and is not another writer's.
   */
  async #afterConflict(call: Call, write: string, conflict: ConflictError): Promise<Stored<Call>> {
    const document = await this.sync.read(() => this.#document(call.id).fetch());
    if (!document) throw conflict;
    const data: unknown = document.data;
    const { revision } = document;
    if ((data as { write?: unknown } | null)?.write === write) return { value: call, revision };
    const newest = readCall(data);
    if (newest) throw new CallConflictError({ value: newest, revision });
    return this.#update(call, write, revision);
  }

  async #update(call: Call, write: string, ifMatch: string): Promise<Stored<Call>> {
    const change = { ifMatch, data: { ...toStored(call), write }, ttl: KEPT_SECONDS };
    const { revision } = await this.sync.write(() => this.#document(call.id).update(change));
    return { value: call, revision };
  }

  #document(id: CallSid) {
    return this.sync.service.documents(OBJECTS.call(id));
  }
}
