import type { Clock } from '../../clock.ts';
import type { SidSource } from '../../sids.ts';
import type { VoiceSettings } from './voice-settings.ts';

/** Something of the account that says how calls are answered. */
export interface VoiceEntry extends VoiceSettings {
  readonly sid: string;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

/** The account's entries of one kind, by SID. */
export class VoiceTable<Entry extends VoiceEntry> {
  protected readonly clock: Clock;
  protected readonly sids: SidSource;
  readonly #entries = new Map<string, Entry>();

  constructor({ clock, sids }: { clock: Clock; sids: SidSource }) {
    this.clock = clock;
    this.sids = sids;
  }

  list(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  get(sid: string): Entry | undefined {
    return this.#entries.get(sid);
  }

  update(entry: Entry, changes: Partial<Entry>): Entry {
    return this.put({ ...entry, ...changes, dateUpdated: this.clock.now() });
  }

  /** Adds an entry, or takes one back that was kept elsewhere. */
  put(entry: Entry): Entry {
    this.#entries.set(entry.sid, entry);
    return entry;
  }

  remove(sid: string): void {
    this.#entries.delete(sid);
  }
}
