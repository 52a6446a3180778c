import type { CallSid, Language } from '../core/model/ids.ts';
import type { Announcement } from '../core/repair/announcement.ts';

/** All that one round of music needs to know. Its address holds it, so that the Function makes no request. */
export interface Pass {
  readonly call: CallSid;
  readonly language: Language;
  readonly announcement: Announcement;
  /** When the last round ended, in milliseconds since the epoch; absent at the first. */
  readonly at?: number | undefined;
  /**
   * When the customer's wait began, in milliseconds since the epoch. After the longest wait they are asked for a
   * message, even when Sync does not answer. Absent on hold, where somebody is with them.
   */
  readonly began?: number | undefined;
}
