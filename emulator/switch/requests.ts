import type { MachineDetection } from './detection/detector.ts';
import type { CallStatus, ConferenceStatus, FinalCallStatus } from './records/records.ts';

/**
 * The requests of the REST API to the switch. Absent fields take Twilio's defaults. Times are in seconds, as in
 * Twilio's API.
 */

export type HttpMethod = 'GET' | 'POST';

/** Where to ask for TwiML. */
export interface TwimlSource {
  readonly url?: string;
  readonly method?: HttpMethod;
  readonly twiml?: string;
  readonly applicationSid?: string;
  readonly fallbackUrl?: string;
  readonly fallbackMethod?: HttpMethod;
}

export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed';

/** The URL for a call's progress; only for `completed` unless more events are named. */
export interface CallStatusCallback {
  readonly statusCallback?: string;
  readonly statusCallbackMethod?: HttpMethod;
  readonly statusCallbackEvents?: readonly CallEvent[];
}

/** POST Calls. https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource */
export interface NewCall extends TwimlSource, CallStatusCallback {
  /** `+1555...`, `client:ana?call=CA...` or `sip:ana@office.example`. */
  readonly to: string;
  readonly from: string;
  /** Seconds to ring: 60. */
  readonly timeout?: number;
  readonly timeLimit?: number;
  readonly sendDigits?: string;
  /** Of the incoming call whose caller is to be shown. */
  readonly callToken?: string;
  readonly detection?: MachineDetection;
}

/** POST Calls/{Sid}. */
export interface CallUpdate extends TwimlSource {
  readonly status?: 'canceled' | 'completed';
  readonly statusCallback?: string;
  readonly statusCallbackMethod?: HttpMethod;
  readonly timeLimit?: number;
}

export interface CallFilter {
  readonly to?: string;
  readonly from?: string;
  readonly parentCallSid?: string;
  readonly status?: CallStatus;
  /** Milliseconds since the epoch. */
  readonly startedAfter?: number;
  readonly startedBefore?: number;
  readonly endedAfter?: number;
  readonly endedBefore?: number;
}

export type ConferenceEvent =
  'start' | 'end' | 'join' | 'leave' | 'mute' | 'hold' | 'modify' | 'speaker' | 'announcement';

export interface ConferenceFilter {
  readonly friendlyName?: string;
  readonly status?: ConferenceStatus;
  /** Milliseconds since the epoch. */
  readonly createdAfter?: number;
  readonly createdBefore?: number;
  readonly updatedAfter?: number;
  readonly updatedBefore?: number;
}

/** POST Conferences/{Sid}. */
export interface ConferenceUpdate {
  readonly status?: 'completed';
  readonly announceUrl?: string;
  readonly announceMethod?: HttpMethod;
}

export type Beep = 'true' | 'false' | 'onEnter' | 'onExit';

/** How a leg enters a conference: `<Conference>`'s attributes. https://www.twilio.com/docs/voice/twiml/conference#attributes */
export interface JoinOptions {
  readonly label?: string;
  readonly muted?: boolean;
  readonly beep?: Beep;
  readonly startConferenceOnEnter?: boolean;
  readonly endConferenceOnExit?: boolean;
  /** `''` is silence; absent is Twilio's own music. */
  readonly waitUrl?: string;
  readonly waitMethod?: HttpMethod;
  readonly maxParticipants?: number;
  readonly region?: string;
  readonly coaching?: boolean;
  readonly callSidToCoach?: string;
  readonly conferenceStatusCallback?: string;
  readonly conferenceStatusCallbackMethod?: HttpMethod;
  readonly conferenceStatusCallbackEvents?: readonly ConferenceEvent[];
  /** Whether to record the conference from its start. The first participant's choice counts. */
  readonly recording?: RecordingWish;
}

/** POST Conferences/{Sid or FriendlyName}/Participants. */
export interface NewParticipant extends JoinOptions, CallStatusCallback {
  readonly to: string;
  readonly from: string;
  readonly timeout?: number;
  readonly timeLimit?: number;
  readonly callToken?: string;
  readonly detection?: MachineDetection;
  /** The request has fields of machine detection that are for Calls alone. */
  readonly hasAsyncAmd?: boolean;
}

/** POST Conferences/{Sid}/Participants/{CallSid or label}. */
export interface ParticipantUpdate {
  readonly muted?: boolean;
  readonly hold?: boolean;
  readonly holdUrl?: string;
  /** GET unless given. */
  readonly holdMethod?: HttpMethod;
  readonly announceUrl?: string;
  readonly announceMethod?: HttpMethod;
  readonly waitUrl?: string;
  readonly waitMethod?: HttpMethod;
  readonly beepOnExit?: boolean;
  readonly endConferenceOnExit?: boolean;
  readonly coaching?: boolean;
  readonly callSidToCoach?: string;
}

export interface ParticipantFilter {
  readonly muted?: boolean;
  readonly hold?: boolean;
  readonly coaching?: boolean;
}

export interface EndOptions {
  readonly status?: FinalCallStatus;
  readonly byDevice?: boolean;
  readonly kicked?: boolean;
  readonly error?: { readonly code: number; readonly message: string };
}

/**
 * The URL for a recording's progress.
 * https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback
 */
export interface RecordingWish {
  /** Record from the ring on instead of from the answer. */
  readonly fromRinging?: boolean;
  readonly callback?: {
    readonly url: string;
    readonly method: 'GET' | 'POST';
    readonly events: readonly string[];
  };
}
