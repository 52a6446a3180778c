import type { CookieJar } from '../../webhooks.ts';
import type { Listener } from '../sound/listener.ts';
import type { Device } from '../ports.ts';
import type { CallDirection, CallRecord, CallStatus } from '../records/records.ts';
import type { CallEvent, HttpMethod } from '../requests.ts';
import type { Sound } from '../sound/sound.ts';

/** Where a call's progress is told. */
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
  /** How `to` is told to others, where that differs. */
  readonly told?: string;
  readonly direction: CallDirection;
  readonly createdAt: number;
  readonly sound: Sound;
  readonly parentCallSid?: string;
  readonly phoneNumberSid?: string;
  /** Sent along with every TwiML request: what a page's `connect` passed, and its application. */
  readonly extraParams?: Readonly<Record<string, string>>;
}

/** One call: what the REST API shows of it, and what is going on in it. */
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

  /** What TwiML plays to this leg; a conference has a sound of its own for it. */
  readonly sound: Sound;
  readonly cookies: CookieJar = new Map();
  device?: Device;
  callback?: CallbackTarget;
  callbackSequence = 0;
  fallback?: { readonly url: string; readonly method: HttpMethod };
  /** Stops the script that runs on this leg. */
  script?: AbortController;
  participant?: Listener;
  /** The scripts that a leg had as part of a Dial: its screening, its being joined. */
  readonly dialScripts = new WeakSet<AbortController>();
  /** The leg that `<Dial>` joined this one with. */
  bridgedTo?: Call;
  readonly keyListeners = new Set<(key: string) => void>();
  readonly answerListeners = new Set<() => void>();
  /** Called once when the call is over; before its status callback is sent. */
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
