import type { Call } from './call.ts';
import type { Conference } from './conference.ts';
import type { ParticipantRecord, ParticipantStatus } from './records.ts';
import type { Beep, JoinOptions } from './requests.ts';
import { Sound } from './sound.ts';
import type { Parts } from './parts.ts';

/** One leg in a conference, or on its way into it. */
export class Participant implements ParticipantRecord {
  readonly call: Call;
  readonly conference: Conference;
  readonly options: JoinOptions;
  readonly startConferenceOnEnter: boolean;
  readonly createdAt: number;
  updatedAt: number;
  endConferenceOnExit: boolean;
  muted: boolean;
  coaching: boolean;
  callSidToCoach?: string;
  hold = false;
  beep: Beep;
  hasJoined = false;
  hasLeft = false;
  leftAt?: number;

  /** What plays to this leg alone: waiting music, hold music, announcements. */
  readonly sound: Sound;
  /** Stops the music that runs. */
  music?: AbortController;
  /** Resolves once the leg is out of the conference. */
  readonly over: Promise<void>;
  /** Resolves `over`. */
  release!: () => void;

  constructor(parts: Parts, conference: Conference, call: Call, options: JoinOptions) {
    this.call = call;
    this.conference = conference;
    this.options = options;
    this.createdAt = this.updatedAt = parts.clock.now();
    this.startConferenceOnEnter = options.startConferenceOnEnter ?? true;
    this.endConferenceOnExit = options.endConferenceOnExit ?? false;
    this.muted = options.muted ?? false;
    this.coaching = options.coaching ?? false;
    if (options.callSidToCoach) this.callSidToCoach = options.callSidToCoach;
    this.beep = options.beep ?? 'true';
    this.sound = new Sound(parts.clock, () => parts.changes.tell({ type: 'hearing', callSid: call.sid }));
    this.over = new Promise((resolve) => (this.release = resolve));
  }

  get accountSid(): string {
    return this.call.accountSid;
  }

  get callSid(): string {
    return this.call.sid;
  }

  get conferenceSid(): string {
    return this.conference.sid;
  }

  get label(): string {
    return this.options.label ?? '';
  }

  get queueTimeMs(): number {
    return this.call.queueTimeMs;
  }

  get status(): ParticipantStatus {
    if (this.hasLeft) return this.hasJoined ? 'complete' : 'failed';
    if (this.hasJoined) return 'connected';
    return this.call.status === 'queued' || this.call.status === 'ringing' ? this.call.status : 'connecting';
  }
}
