import type { JoinOptions, RecordingWish } from '../switch/requests.ts';
import type { LegToDial } from './leg.ts';

/**
 * How long a ring lasts, which caller id is shown, and what ends a Dial.
 * https://www.twilio.com/docs/voice/twiml/dial#attributes
 */
export interface DialOptions {
  readonly ringSeconds: number;
  readonly hangUpOnStar: boolean;
  /** One noun after the other instead of all at once. */
  readonly sequential: boolean;
  readonly limitSeconds?: number;
  /** The caller id for the dialled side; the caller's own when absent. */
  readonly callerId?: string;
  readonly recording?: RecordingWish;
}

/** https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus-values */
export interface DialResult {
  readonly status: 'answered' | 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';
  readonly callSid?: string;
  readonly seconds?: number;
  readonly bridged?: boolean;
  /** How a desk phone took it. https://www.twilio.com/docs/voice/twiml/sip#action */
  readonly sip?: Readonly<Record<'DialSipCallId' | 'DialSipResponseCode', string>>;
  readonly recordingUrl?: string;
}

/** How a Conference is dialled: what ends the stay besides a hang-up. */
export interface StayOptions {
  readonly hangUpOnStar: boolean;
  readonly limitSeconds?: number;
}

/** A recording that is under way. */
export interface RunningRecording {
  /** Ends it. A recording of no length is dropped. */
  finish(): Promise<FinishedRecording | undefined>;
  /** Ends it and keeps nothing. */
  discard(): void;
}

export interface FinishedRecording {
  readonly sid: string;
  /** https://www.twilio.com/docs/voice/api/recording */
  readonly url: string;
  readonly seconds: number;
}

/** The effects of verbs on their call. The switch carries them out. */
export interface CallControl {
  /** The far end or the REST API ended the call. */
  readonly isOver: boolean;
  /** The call was forgotten with all others. Nobody gets a report any more. */
  readonly isForgotten: boolean;
  answer(): void;
  /** Ends a call that was not answered yet. */
  reject(how: 'busy' | 'rejected'): void;
  /** Reports every key that the far end presses. The returned function ends it. */
  onKey(listener: (key: string) => void): () => void;
  /** A phone number as Twilio reads what was written; undefined where that is none. */
  numberIn(written: string): string | undefined;
  /** Whether Twilio lets this call show that number as its caller id; undefined is the caller's own. */
  mayCallAs(callerId: string | undefined): boolean;
  /** Rings and joins. Resolves when the Dial is over, also when the dialling call is. */
  dial(legs: readonly LegToDial[], options: DialOptions): Promise<DialResult>;
  /** Joins a conference and stays. @throws TwilioError where it does not take the call */
  join(conference: string, options: JoinOptions, stay: StayOptions): Promise<void>;
  /**
   * Records the far end. `silence.heard` is called after so much silence; its argument says whether there was a sound
   * before.
   */
  record(
    wish: RecordingWish,
    silence: { readonly ms: number; readonly heard: (hadSound: boolean) => void },
  ): RunningRecording;
}
