/**
 * The seams of the switch: its needs from outside (phones, sound, webhooks) and its reports. The media mixer, the
 * signalling socket, the scripted callers and simulations plug in here.
 */

/**
 * The far end of a leg: a page with the Voice SDK, the console's phone, a scripted caller. One device is one place that
 * can ring. Several may share an address (two tabs of one agent). Then all ring, and the first to answer wins.
 */
export interface Device {
  readonly id: string;
  /** `client:ana` or `+15551230000`. */
  readonly address: string;
  /** Starts ringing. The device answers by calling `offer.answer()` or `offer.reject()`, or never. */
  ring(offer: Offer): void;
  /** The ringing is over without this device: cancelled, timed out or answered elsewhere. */
  stopRinging(callSid: string, why: 'canceled' | 'no-answer' | 'answered-elsewhere'): void;
  /** The switch hung up a call that this device was on. */
  hangUp(callSid: string, error?: { code: number; message: string }): void;
  /** The customer's server sends a message to the device's page. */
  message?(callSid: string, message: { readonly sid: string; readonly content: unknown }): void;
  /**
   * Tells, for machine detection, when the far end of a call begins to sound otherwise. Absent where nobody can tell. The
   * returned function ends it.
   */
  onVoice?(callSid: string, hear: (sound: FarSound) => void): () => void;
}

/** How the far end of a line sounds. */
export type FarSound = 'speech' | 'beep' | 'fax' | 'silence';

/** A ringing call, as a device sees it. */
export interface Offer {
  readonly callSid: string;
  readonly from: string;
  readonly to: string;
  readonly accountSid: string;
  /** The caller's number is one of the account's, so that Twilio vouches for it. */
  readonly isVouchedFor?: boolean;
  /** What came after `?` in `client:ana?call=CA...`, and `<Parameter>`s. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Resolves to false when the call was gone or answered elsewhere. */
  answer(): boolean;
  reject(): void;
}

/** Finds the devices that can ring for an address; empty when nobody is registered there. */
export interface DeviceDirectory {
  find(address: string): readonly Device[];
}

/** A piece of sound that a leg hears, from a `<Play>` or `<Say>`. */
export interface Clip {
  readonly kind: 'play' | 'say' | 'tone';
  /** The URL played, the words said, or the digits. */
  readonly content: string;
  readonly durationMs: number;
  /** Signed 16-bit samples at 8 kHz; absent where nobody listens, as in a simulation. */
  readonly pcm?: Int16Array;
}

/** Turns `<Play>` and `<Say>` into clips. Rejects with a `ClipError` carrying Twilio's error code (11200, 13520, ...). */
export interface ClipSource {
  play(url: string): Promise<Clip>;
  say(words: string, voice: { readonly voice?: string; readonly language?: string }): Promise<Clip>;
}

/**
 * The sound that a leg hears at this moment. The mixer, the control API and the simulation's checks all read it here.
 */
export interface Hearing {
  /** The clip playing to this leg and since when; undefined in silence. */
  readonly clip?: { readonly clip: Clip; readonly startedAt: number };
  /** The CallSids whose voices reach this leg, each unmuted and not held. */
  readonly voices: readonly string[];
}

/** Records what legs say, for `<Record>`, `<Dial>` and conferences. */
export interface Recorder {
  /**
   * Starts a recording. `voices` says at each moment whose voices are mixed into it. The returned function stops it and
   * resolves with the WAV file (absent without media). `silence.heard` is called after `silence.ms` milliseconds of
   * silence; its argument says whether anything was said before.
   */
  record(
    voices: () => readonly string[],
    silence?: { readonly ms: number; readonly heard: (hadSound: boolean) => void },
  ): () => Promise<{ readonly wav?: Buffer; readonly durationMs: number }>;
}
