import type { Account } from '../account.ts';
import type { Beliefs } from '../beliefs.ts';
import type { Clock } from '../clock.ts';
import type { EventLog } from '../event-log.ts';
import type { Faults } from '../faults.ts';
import type { IdSource } from '../ids.ts';
import type { WebhookSender } from '../webhooks.ts';
import type { ClipSource, DeviceDirectory, Recorder } from './ports.ts';
import type { HttpMethod } from './requests.ts';

/** One of the account's phone numbers. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export interface AccountNumber {
  readonly sid: string;
  /** E.164. */
  readonly phoneNumber: string;
  readonly voiceUrl?: string;
  readonly voiceMethod?: HttpMethod;
  readonly voiceFallbackUrl?: string;
  readonly voiceFallbackMethod?: HttpMethod;
  readonly voiceApplicationSid?: string;
  readonly statusCallback?: string;
  readonly statusCallbackMethod?: HttpMethod;
}

export interface NumberDirectory {
  find(e164: string): AccountNumber | undefined;
}

/** A TwiML application. https://www.twilio.com/docs/usage/api/applications */
export interface Application {
  readonly sid: string;
  readonly voiceUrl?: string;
  readonly voiceMethod?: HttpMethod;
  readonly voiceFallbackUrl?: string;
  readonly voiceFallbackMethod?: HttpMethod;
  readonly statusCallback?: string;
  readonly statusCallbackMethod?: HttpMethod;
}

export interface ApplicationDirectory {
  find(sid: string): Application | undefined;
}

/** https://www.twilio.com/docs/voice/limitations-and-edge-cases */
export interface SwitchLimits {
  /** The number of calls that the REST API may start in a second; 0 switches the queue off. Default 1. */
  readonly callsPerSecond?: number;
  /** Seconds added to every ring timeout; Twilio's run up to 5 s long. Default 0. */
  readonly extraRingMs?: number;
  /** The longest a call may last, in seconds. Default 14400. */
  readonly callSeconds?: number;
}

export interface SwitchDependencies {
  readonly clock: Clock;
  readonly log: EventLog;
  readonly account: Account;
  readonly beliefs: Beliefs;
  readonly webhooks: WebhookSender;
  readonly devices: DeviceDirectory;
  readonly clips: ClipSource;
  readonly numbers: NumberDirectory;
  readonly applications: ApplicationDirectory;
  readonly recorder?: Recorder;
  /** Of those at `page`; none when absent. */
  readonly faults?: Faults;
  readonly limits?: SwitchLimits;
  /** Random unless given. */
  readonly ids?: IdSource;
}
