import type { Stored } from '../shared/storage.ts';
import type { Voicemail } from '../core/model/history.ts';
import { OBJECTS, type SyncService } from './sync-service.ts';

const MONTH_SECONDS = 30 * 86_400;

/** Messages that callers left, as items of the Sync Map `voicemails`: a key each, so that none is there twice. */
export class SyncVoicemailStore {
  constructor(private readonly sync: SyncService) {}

  /** Adds it, unless it is there. Twilio reports each recording twice. */
  async add(voicemail: Voicemail): Promise<void> {
    const item = { key: voicemail.recording, data: voicemail, itemTtl: MONTH_SECONDS };
    await this.sync.create(() => this.#items().create(item));
  }

  async list(): Promise<readonly Voicemail[]> {
    const items = await this.sync.read(() => this.#items().list({ pageSize: 100 }));
    return (items ?? []).map(({ data }) => data as Voicemail);
  }

  async load(recording: string): Promise<Stored<Voicemail> | undefined> {
    const item = await this.sync.read(() => this.#item(recording).fetch());
    return item && { value: item.data as Voicemail, revision: item.revision };
  }

  /** @throws ConflictError when the revision is no longer the newest */
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
