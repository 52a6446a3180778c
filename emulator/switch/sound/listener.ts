import type { ConferenceStatus } from '../records/records.ts';
import type { Sound } from './sound.ts';

/** A participant of a conference, as far as it matters for who hears whom. */
export interface Listener {
  readonly callSid: string;
  readonly sound: Sound;
  readonly hold: boolean;
  readonly muted: boolean;
  readonly coaching: boolean;
  readonly callSidToCoach?: string;
  readonly conference: {
    readonly sid: string;
    readonly status: ConferenceStatus;
    readonly present: readonly Listener[];
  };
}
