import type { RunningRecording } from '../../twiml/call-control.ts';
import type { RecordingWish, ConferenceEvent, HttpMethod, Beep, JoinOptions } from '../requests.ts';
import type {
  ConferenceEndReason,
  ConferenceRecord,
  ConferenceStatus,
  ParticipantRecord,
  ParticipantStatus,
} from '../records/records.ts';
import type { Call } from '../calls/call.ts';
import { Sound } from '../sound/sound.ts';
import { setCoaching } from './coaching.ts';
import type { SwitchServices } from '../switch-services.ts';

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

  /** The first participant fixes it; undefined when that one named none. */
  callback?: ConferenceCallback;
  /** Participants who left lately. */
  left: readonly Participant[] = [];
  hasFirstParticipant = false;
  /** How to record it. The first participant fixes this, too. */
  recordingWish?: RecordingWish;
  recording?: RunningRecording;
  sequence = 0;
  readonly participants = new Map<string, Participant>();

  /** The status that the REST API shows while a participant waits alone. */
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

  /** All participants in the order in which they came, without those who are still being called. */
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
  coaching = false;
  callSidToCoach?: string;
  hold = false;
  beep: Beep;
  hasJoined = false;
  hasLeft = false;
  leftAt?: number;

  /** The sound for this leg alone: waiting music, hold music, announcements. */
  readonly sound: Sound;
  /** Stops the music that runs. */
  music?: AbortController;
  /** Resolves once the leg is out of the conference. */
  readonly over: Promise<void>;
  /** Resolves `over`. */
  release!: () => void;

  constructor(context: SwitchServices, conference: Conference, call: Call, options: JoinOptions) {
    this.call = call;
    this.conference = conference;
    this.options = options;
    this.createdAt = this.updatedAt = context.clock.now();
    this.startConferenceOnEnter = options.startConferenceOnEnter ?? true;
    this.endConferenceOnExit = options.endConferenceOnExit ?? false;
    this.muted = options.muted ?? false;
    setCoaching(this, options);
    this.beep = options.beep ?? 'true';
    this.sound = new Sound(context.clock, () => context.changes.tell({ type: 'hearing', callSid: call.sid }));
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
