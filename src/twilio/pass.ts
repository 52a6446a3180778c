import type { CallSid, Language } from '../core/model/ids.ts';
import type { Announcement } from '../core/repair/announcement.ts';

/** What one pass of music is told by its address: everything, so that playing it needs no request. */
export interface Pass {
  readonly call: CallSid;
  readonly language: Language;
  readonly announcement: Announcement;
  /** When the music was last passed, in milliseconds since the epoch; absent at the first. */
  readonly at?: number | undefined;
  /**
   * Since when the customer waits for somebody, in milliseconds since the epoch: after the longest wait they are asked for a
   * message, even when nothing can be looked up. Absent on hold, where somebody is with them.
   */
  readonly began?: number | undefined;
}
