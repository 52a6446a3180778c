import type { CallSid, Instant } from '../core/model/ids.ts';
import type { TimelineEntry } from '../core/model/history.ts';
import { englishSentence, type TimelineEvent } from '../core/model/timeline-event.ts';
import type { TimelineStore } from '../call/ports.ts';
import { isMissing, OBJECTS, type SyncService } from './sync-service.ts';

const WEEK_SECONDS = 7 * 86_400;

/** A call's timeline as a Sync List, `timeline-CA...`: an item `{at, sentences, told}` per event. */
export class SyncTimeline implements TimelineStore {
  constructor(private readonly sync: SyncService) {}

  async open(call: CallSid): Promise<void> {
    const list = { uniqueName: OBJECTS.timeline(call), ttl: WEEK_SECONDS };
    await this.sync.create(() => this.sync.service.syncLists.create(list));
  }

  async append(call: CallSid, at: Instant, events: readonly TimelineEvent[]): Promise<void> {
    const name = OBJECTS.timeline(call);
    const entry: TimelineEntry = { at, sentences: events.map(englishSentence), told: events };
    try {
      await this.sync.append(name, entry);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await this.open(call);
      await this.sync.append(name, entry);
    }
  }

  /** The oldest first; undefined when there is none, or none any more. */
  async entries(call: CallSid): Promise<readonly TimelineEntry[] | undefined> {
    const list = this.sync.service.syncLists(OBJECTS.timeline(call));
    const items = await this.sync.read(() => list.syncListItems.list({ pageSize: 100 }));
    return items?.map(({ data }) => data as TimelineEntry);
  }
}
