import { randomIds } from '../ids.ts';
import type { Call } from './calls/call.ts';
import { CallQueue } from './calls/call-queue.ts';
import { createCall, createParticipant, updateCall } from './calls/call-requests.ts';
import { Calls } from './calls/calls.ts';
import { Changes } from './records/changes.ts';
import { Conferences } from './conferences/conferences.ts';
import type { SwitchDependencies } from './dependencies.ts';
import { hearingOf } from './sound/hearing.ts';
import { connectClient, dialIn } from './calls/inbound.ts';
import {
  fetchParticipant,
  listedParticipants,
  listParticipants,
  removeParticipant,
  updateConference,
  updateParticipant,
} from './conferences/participant-requests.ts';
import { answerToPage, type PageAnswer } from './calls/page-answer.ts';
import type { SwitchContext } from './switch-context.ts';
import { sleep } from '../clock.ts';
import type { Device, Hearing } from './ports.ts';
import type {
  CallRecord,
  ConferenceRecord,
  ParticipantRecord,
  RecordingRecord,
  SwitchChange,
} from './records/records.ts';
import { Recordings } from './records/recordings.ts';
import { UserMessages } from './calls/user-messages.ts';
import type {
  CallFilter,
  CallUpdate,
  ConferenceFilter,
  ConferenceUpdate,
  NewCall,
  NewParticipant,
  ParticipantFilter,
  ParticipantUpdate,
} from './requests.ts';

/** How long `w` waits among the keys. */
const KEY_PAUSE_MS = 500;

/**
 * The telephone switch: calls, conferences and the TwiML that runs on them. It has no sockets and no media, and it
 * takes its time from the clock. It returns live records, which change as the calls do.
 */
export class Switch {
  /** Messages between pages in calls and the customer's server. */
  readonly messages: UserMessages;
  readonly #context: SwitchContext;

  constructor(deps: SwitchDependencies) {
    const limits = { callsPerSecond: 1, extraRingMs: 0, callSeconds: 14_400, ...deps.limits };
    const context = { ids: randomIds, ...deps, limits, changes: new Changes() } as SwitchContext &
      Record<string, unknown>;
    this.#context = Object.assign(context, {
      calls: new Calls(context),
      conferences: new Conferences(context),
      recordings: new Recordings(),
      queue: new CallQueue(deps.clock, limits.callsPerSecond),
    });
    this.messages = new UserMessages(context);
  }

  /** A phone outside dials one of the account's numbers. @throws TwilioError 21215 when nobody has that number */
  dial(device: Device, to: string): CallRecord {
    return dialIn(this.#context, device, to);
  }

  /**
   * A page with the Voice SDK connects. The switch asks the TwiML application, with `params` merged into the request.
   * @throws TwilioError 21201 for an unknown application
   */
  connect(device: Device, applicationSid: string, params: Readonly<Record<string, string>>): CallRecord {
    return connectClient(this.#context, device, applicationSid, params);
  }

  /** Resolves once the call is answered; rejects when it ends before. */
  answered(callSid: string): Promise<void> {
    const call = this.#context.calls.fetch(callSid);
    return new Promise((resolve, reject) => {
      if (call.startedAt !== undefined) resolve();
      call.answerListeners.add(resolve);
      const gone = () => reject(new Error(`The call ended as ${call.status} before it was answered`));
      call.endListeners.add(gone);
      if (call.isOver) gone();
    });
  }

  /** How the page that placed the call learns of its answer; rejects when the call ends before. */
  answerToPage(callSid: string): Promise<PageAnswer> {
    return answerToPage(this.#context, this.#context.calls.fetch(callSid), this.answered(callSid));
  }

  /** The device hung up. Nothing happens when the call is over or unknown. */
  hangUp(callSid: string): void {
    const call = this.#context.calls.find(callSid);
    if (call) this.#context.calls.end(call, { byDevice: true });
  }

  /** The device pressed keys: `0-9`, `*`, `#`; `w` waits half a second. */
  pressKeys(callSid: string, digits: string): void {
    const call = this.#context.calls.find(callSid);
    if (call) void this.#press(call, digits);
  }

  /** https://www.twilio.com/docs/voice/api/call-resource @throws TwilioError */
  createCall(request: NewCall): CallRecord {
    return createCall(this.#context, request);
  }

  /** @throws TwilioError 20404, or 21220 when the call is over */
  updateCall(sid: string, update: CallUpdate): CallRecord {
    const call = this.#context.calls.fetch(sid);
    updateCall(this.#context, call, update);
    return call;
  }

  /** @throws TwilioError 20404 */
  fetchCall(sid: string): CallRecord {
    return this.#context.calls.fetch(sid);
  }

  /** Newest first. */
  listCalls(filter: CallFilter = {}): readonly CallRecord[] {
    return this.#context.calls.list(filter);
  }

  /** Forgets a call that is over. @throws TwilioError 20404, 20009 while it runs */
  deleteCall(sid: string): void {
    this.#context.calls.remove(sid);
  }

  /** @throws TwilioError 20404 */
  fetchConference(sid: string): ConferenceRecord {
    return this.#context.conferences.fetch(sid);
  }

  /** Newest first. */
  listConferences(filter: ConferenceFilter = {}): readonly ConferenceRecord[] {
    return this.#context.conferences.list(filter);
  }

  /** @throws TwilioError 20404, 16099 */
  updateConference(sid: string, update: ConferenceUpdate): ConferenceRecord {
    const conference = this.#context.conferences.fetch(sid);
    updateConference(this.#context, conference, update);
    return conference;
  }

  /** `conference` is a SID or a friendly name. @throws TwilioError 16022, 16020, 16024, 16026, 21211 */
  createParticipant(conference: string, request: NewParticipant): ParticipantRecord {
    return createParticipant(this.#context, conference, request);
  }

  /** `who` is a CallSid or a label, here and below. @throws TwilioError 20404 */
  fetchParticipant(conferenceSid: string, who: string): ParticipantRecord {
    return fetchParticipant(this.#context.conferences.fetch(conferenceSid), who);
  }

  /** @throws TwilioError 20404 */
  listParticipants(conferenceSid: string, filter: ParticipantFilter = {}): readonly ParticipantRecord[] {
    return listParticipants(this.#context.conferences.fetch(conferenceSid), filter);
  }

  /** The same as the REST API lists them, with those who have just left. @throws TwilioError 20404 */
  listedParticipants(conferenceSid: string, filter: ParticipantFilter = {}): readonly ParticipantRecord[] {
    return listedParticipants(this.#context, this.#context.conferences.fetch(conferenceSid), filter);
  }

  /** @throws TwilioError 20404, 16099 */
  updateParticipant(conferenceSid: string, who: string, update: ParticipantUpdate): ParticipantRecord {
    const participant = fetchParticipant(this.#context.conferences.fetch(conferenceSid), who);
    updateParticipant(this.#context, participant, update);
    return participant;
  }

  /** Puts a participant out of the conference. @throws TwilioError 20404, 16099 */
  deleteParticipant(conferenceSid: string, who: string): void {
    removeParticipant(this.#context, fetchParticipant(this.#context.conferences.fetch(conferenceSid), who));
  }

  /** @throws TwilioError 20404 */
  fetchRecording(sid: string): RecordingRecord {
    return this.#context.recordings.fetch(sid);
  }

  /** Newest first. */
  listRecordings(callSid?: string): readonly RecordingRecord[] {
    return this.#context.recordings.list(callSid);
  }

  /** @throws TwilioError 20404 */
  deleteRecording(sid: string): void {
    this.#context.recordings.remove(sid);
  }

  /** What this leg hears now; undefined for a call that is over or unknown. */
  hearing(callSid: string): Hearing | undefined {
    const call = this.#context.calls.find(callSid);
    return call && !call.isOver ? hearingOf(call) : undefined;
  }

  /** The device at the far end of a call. */
  deviceOf(callSid: string): Device | undefined {
    return this.#context.calls.find(callSid)?.device;
  }

  /** Reports every change. The returned function ends it. */
  subscribe(listener: (change: SwitchChange) => void): () => void {
    return this.#context.changes.subscribe(listener);
  }

  /** Hangs up every call and forgets all calls, conferences and recordings, without a status callback. */
  reset(): void {
    this.#context.conferences.clear();
    this.#context.calls.clear();
    this.#context.recordings.clear();
  }

  async #press(call: Call, digits: string): Promise<void> {
    for (const key of digits) {
      if (key === 'w') await sleep(this.#context.clock, KEY_PAUSE_MS);
      else for (const listener of call.keyListeners) listener(key);
    }
  }
}
