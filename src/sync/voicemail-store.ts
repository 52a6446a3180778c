import type { Stored } from '../shared/storage.ts';
import type { Voicemail } from '../core/model/history.ts';
import { OBJECTS, type SyncService } from './sync-service.ts';

const DAY_SECONDS = 86_400;
/**
 * An entry outlives its message by so many days. As long as it is there, the service knows that a recording is still to be
 * removed.
 */
const DAYS_TO_REMOVE = 60;

/** Messages that callers left, as items of the Sync Map `voicemails`: a key each, so that none is there twice. */
export class SyncVoicemailStore {
  constructor(private readonly sync: SyncService) {}

  /**
   * Adds it, unless it is there. Twilio reports each recording twice.
   * @param days how long the message is kept
   */
  async add(voicemail: Voicemail, days: number): Promise<void> {
    const itemTtl = (days + DAYS_TO_REMOVE) * DAY_SECONDS;
    const item = { key: voicemail.recording, data: voicemail, itemTtl };
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

  /** An entry that is there no more counts as removed. */
  async remove(recording: string): Promise<void> {
    await this.sync.remove(() => this.#item(recording).remove());
  }

  #items() {
    return this.sync.service.syncMaps(OBJECTS.voicemails).syncMapItems;
  }

  #item(recording: string) {
    return this.sync.service.syncMaps(OBJECTS.voicemails).syncMapItems(recording);
  }
}
