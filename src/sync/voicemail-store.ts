import type { Stored, Voicemail, VoicemailStore } from '../call/ports.ts';
import { ConflictError } from '../call/ports.ts';
import { OBJECTS, type SyncService } from './sync-service.ts';

const MONTH_SECONDS = 30 * 86_400;

/** Messages that callers left, as items of the Sync map `voicemails`. Each has a key, so that none is there twice. */
export class SyncVoicemailStore implements VoicemailStore {
  constructor(private readonly sync: SyncService) {}

  async add(voicemail: Voicemail): Promise<void> {
    const item = { key: voicemail.recording, data: voicemail, itemTtl: MONTH_SECONDS };
    try {
      await this.sync.write(() => this.#items().create(item));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }

  async list(): Promise<readonly Voicemail[]> {
    const items = await this.sync.read(() => this.#items().list({ pageSize: 100 }));
    return (items ?? []).map(({ data }) => data as Voicemail);
  }

  async load(recording: string): Promise<Stored<Voicemail> | undefined> {
    const item = await this.sync.read(() => this.#item(recording).fetch());
    return item && { value: item.data as Voicemail, revision: item.revision };
  }

  async save(voicemail: Voicemail, ifMatch: string): Promise<void> {
    await this.sync.write(() => this.#item(voicemail.recording).update({ ifMatch, data: voicemail }));
  }

  #items() {
    return this.sync.service.syncMaps(OBJECTS.voicemails).syncMapItems;
  }

  #item(recording: string) {
    return this.sync.service.syncMaps(OBJECTS.voicemails).syncMapItems(recording);
  }
}
