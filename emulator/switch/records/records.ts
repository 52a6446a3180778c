import type { AnsweredBy } from '../detection/detector.ts';

/**
 * The switch's data about calls, conferences and participants, as the REST API and the console read it. Times are in
 * milliseconds.
 */

/** https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export type CallStatus = 'queued' | 'ringing' | 'in-progress' | FinalCallStatus;
export type FinalCallStatus = 'completed' | 'busy' | 'failed' | 'no-answer' | 'canceled';
export type CallDirection = 'inbound' | 'outbound-api' | 'outbound-dial';

export interface CallRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  /** How the REST API and requests write `to`. */
  readonly told: string;
  readonly status: CallStatus;
  readonly direction: CallDirection;
  readonly parentCallSid?: string;
  /** The account's number that was dialled or called from. */
  readonly phoneNumberSid?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When it was answered. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** How long it waited for the account's calls-per-second limit, in milliseconds. */
  readonly queueTimeMs: number;
  /** By machine detection. */
  readonly answeredBy?: AnsweredBy;
  /** The conference it is in. */
  readonly conferenceSid?: string | undefined;
}

/** https://www.twilio.com/docs/voice/api/conference-resource */
export type ConferenceStatus = 'init' | 'in-progress' | 'completed';
export type ConferenceEndReason =
  | 'conference-ended-via-api'
  | 'last-participant-left'
  | 'last-participant-kicked'
  | 'participant-with-end-conference-on-exit-left'
  | 'participant-with-end-conference-on-exit-kicked';

export interface ConferenceRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly friendlyName: string;
  readonly status: ConferenceStatus;
  /** The status that the REST API shows. */
  readonly toldStatus: ConferenceStatus;
  readonly region: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly endReason?: ConferenceEndReason;
  readonly callSidEnding?: string;
}

/** https://www.twilio.com/docs/voice/api/conference-participant-resource */
export type ParticipantStatus = 'queued' | 'connecting' | 'ringing' | 'connected' | 'complete' | 'failed';
export type LeaveReason =
  | 'conference_ended_via_api'
  | 'moderator_ended_conference'
  | 'participant_updated_via_api'
  | 'participant_hung_up'
  | 'participant_add_failed';

export interface ParticipantRecord {
  readonly accountSid: string;
  readonly callSid: string;
  readonly conferenceSid: string;
  readonly label?: string;
  readonly muted: boolean;
  readonly hold: boolean;
  readonly coaching: boolean;
  readonly callSidToCoach?: string;
  readonly startConferenceOnEnter: boolean;
  readonly endConferenceOnExit: boolean;
  readonly status: ParticipantStatus;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly queueTimeMs: number;
}

/** https://www.twilio.com/docs/voice/api/recording */
export interface RecordingRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly callSid: string;
  readonly conferenceSid?: string;
  readonly durationMs: number;
  readonly startedAt: number;
  readonly source: 'RecordVerb' | 'DialVerb' | 'Conference';
  /** Absent where no media runs, as in a simulation. */
  readonly wav?: Buffer;
}

/** What changed, for `Switch.subscribe`. The record holds the new state. */
export type SwitchChange =
  | { readonly type: 'call'; readonly call: CallRecord }
  | { readonly type: 'conference'; readonly conference: ConferenceRecord }
  | { readonly type: 'participant'; readonly participant: ParticipantRecord }
  /** `Switch.hearing` of this call may have a new answer. */
  | { readonly type: 'hearing'; readonly callSid: string };
