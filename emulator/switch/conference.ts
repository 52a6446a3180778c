import type { RecordingWish, RunningRecording } from '../twiml/call-control.ts';
import type { Participant } from './participant.ts';
import type { ConferenceEndReason, ConferenceRecord, ConferenceStatus } from './records.ts';
import type { ConferenceEvent, HttpMethod } from './requests.ts';

export interface ConferenceCallback {
  readonly url: string;
  readonly method: HttpMethod;
  readonly events: readonly ConferenceEvent[];
}

/** A conference: `init` until it starts, `in-progress`, `completed`. */
export class Conference implements ConferenceRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly friendlyName: string;
  readonly createdAt: number;
  updatedAt: number;
  status: ConferenceStatus = 'init';
  region = 'us1';
  endReason?: ConferenceEndReason;
  callSidEnding?: string;

  /** Fixed by the first participant; undefined where that one named none. */
  callback?: ConferenceCallback;
  /** Who left lately. */
  left: readonly Participant[] = [];
  hasFirstParticipant = false;
  /** How to record it; fixed by the first participant as well. */
  recordingWish?: RecordingWish;
  recording?: RunningRecording;
  sequence = 0;
  readonly participants = new Map<string, Participant>();

  /** What the REST API calls `init` while somebody waits alone. */
  readonly #alone: () => 'init' | 'in-progress';

  constructor(
    identity: { sid: string; accountSid: string; friendlyName: string; createdAt: number },
    alone: () => 'init' | 'in-progress',
  ) {
    this.#alone = alone;
    this.sid = identity.sid;
    this.accountSid = identity.accountSid;
    this.friendlyName = identity.friendlyName;
    this.createdAt = this.updatedAt = identity.createdAt;
  }

  get toldStatus(): ConferenceStatus {
    return this.status === 'init' && this.present.length > 0 ? this.#alone() : this.status;
  }

  /** Everyone in it, in the order they came; without those still being called. */
  get present(): readonly Participant[] {
    return [...this.participants.values()].filter(({ hasJoined }) => hasJoined);
  }

  /** By CallSid or label. */
  find(who: string): Participant | undefined {
    return (
      this.participants.get(who) ??
      [...this.participants.values()].find(({ label }) => label !== '' && label === who)
    );
  }
}
