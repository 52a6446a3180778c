import type { CookieJar } from '../../webhooks.ts';
import type { Listener } from '../sound/listener.ts';
import type { AnsweredBy } from '../detection/detector.ts';
import type { Device } from '../ports.ts';
import type { CallDirection, CallRecord, CallStatus } from '../records/records.ts';
import type { CallEvent, HttpMethod } from '../requests.ts';
import type { Sound } from '../sound/sound.ts';

/** The URL for a call's progress. */
export interface CallbackTarget {
  readonly url: string;
  readonly method: HttpMethod;
  readonly events: ReadonlySet<CallEvent>;
}

export interface CallIdentity {
  readonly sid: string;
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  /** How others see `to`, where that differs. */
  readonly told?: string;
  readonly direction: CallDirection;
  readonly createdAt: number;
  readonly sound: Sound;
  readonly parentCallSid?: string;
  readonly phoneNumberSid?: string;
  /** The further parameters of every TwiML request: those of a page's `connect`, and its application. */
  readonly extraParams?: Readonly<Record<string, string>>;
}

/** One call: its record for the REST API, and what is going on in it. */
export class Call implements CallRecord {
  readonly sid: string;
  readonly accountSid: string;
  readonly from: string;
  readonly to: string;
  readonly told: string;
  readonly direction: CallDirection;
  readonly parentCallSid?: string;
  readonly phoneNumberSid?: string;
  readonly createdAt: number;
  readonly extraParams: Readonly<Record<string, string>>;
  status: CallStatus;
  updatedAt: number;
  startedAt?: number;
  endedAt?: number;
  queueTimeMs = 0;
  answeredBy?: AnsweredBy;

  /** The sound that TwiML plays to this leg. A conference has its own sound for it. */
  readonly sound: Sound;
  readonly cookies: CookieJar = new Map();
  device?: Device;
  /** Those who have the invitation, while it rings. */
  readonly ringingAt = new Set<Device>();
  /** It has left the queue. */
  isPlaced = false;
  callback?: CallbackTarget;
  callbackSequence = 0;
  fallback?: { readonly url: string; readonly method: HttpMethod };
  /** Stops the script that runs on this leg. */
  script?: AbortController;
  participant?: Listener;
  /** The scripts of a leg as part of a Dial: its screening, and its time with the dialling call. */
  readonly dialScripts = new WeakSet<AbortController>();
  /** The leg that `<Dial>` joined this one with. */
  bridgedTo?: Call;
  readonly keyListeners = new Set<(key: string) => void>();
  readonly answerListeners = new Set<() => void>();
  /** Called once when the call is over, before its status callback goes out. */
  readonly endListeners = new Set<() => void>();

  constructor(identity: CallIdentity, status: CallStatus) {
    this.sid = identity.sid;
    this.accountSid = identity.accountSid;
    this.from = identity.from;
    this.to = identity.to;
    this.told = identity.told ?? identity.to;
    this.direction = identity.direction;
    this.createdAt = identity.createdAt;
    this.updatedAt = identity.createdAt;
    this.sound = identity.sound;
    this.extraParams = identity.extraParams ?? {};
    if (identity.parentCallSid) this.parentCallSid = identity.parentCallSid;
    if (identity.phoneNumberSid) this.phoneNumberSid = identity.phoneNumberSid;
    this.status = status;
  }

  get conferenceSid(): string | undefined {
    return this.participant?.conference.sid;
  }

  get isOver(): boolean {
    return this.endedAt !== undefined;
  }
}
