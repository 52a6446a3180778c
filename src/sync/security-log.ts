import type { SecurityEvent, SecurityLog } from '../auth/security-event.ts';
import { log } from '../shared/log.ts';
import { request } from '../twilio/request.ts';
import { isMissing, OBJECTS, type SyncService } from './sync-service.ts';

/** A quarter of a year: long enough to look into what is found late. */
const KEPT_DAYS = 90;

/** Security events as a log line each, and as items `{at, ...event}` of the Sync List `security`, which no page reads. */
export class SyncSecurityLog implements SecurityLog {
  constructor(private readonly sync: SyncService) {}

  async record(event: SecurityEvent): Promise<void> {
    const { what, ...about } = event;
    log('info', 'security', { event: what, ...about });
    await this.#keep(event).catch(() => undefined);
  }

  /** Tried once: a flood of strangers must not keep others waiting. */
  async #keep(event: SecurityEvent): Promise<void> {
    const item = { data: { at: this.sync.budget.now(), ...event }, itemTtl: KEPT_DAYS * 86_400 };
    const lists = this.sync.service.syncLists;
    const create = () => lists(OBJECTS.security).syncListItems.create(item);
    const once = { idempotent: false, tries: 1 };
    await request(this.sync.budget, create, once).catch(async (error: unknown) => {
      if (!isMissing(error)) throw error;
      // An earlier version has set this service up.
      await request(this.sync.budget, () => lists.create({ uniqueName: OBJECTS.security }), once);
      await request(this.sync.budget, create, once);
    });
  }
}
