import type { Voicemail, VoicemailStore } from '../call/ports.ts';
import { OBJECTS, type SyncService } from './sync-service.ts';

const MONTH_SECONDS = 30 * 86_400;

/** Messages that callers left, as items of the Sync List `voicemails`. */
export class SyncVoicemailStore implements VoicemailStore {
  constructor(private readonly sync: SyncService) {}

  async add(voicemail: Voicemail): Promise<void> {
    await this.sync.append(OBJECTS.voicemails, voicemail, MONTH_SECONDS);
  }
}
