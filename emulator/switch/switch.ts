import type { SwitchDependencies } from './dependencies.ts';
import type { Device, Hearing } from './ports.ts';
import type {
  CallRecord,
  ConferenceRecord,
  ParticipantRecord,
  RecordingRecord,
  SwitchChange,
} from './records.ts';
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

/** The telephone exchange: calls, conferences, TwiML. It has no sockets and no media, and its time is the clock's. */
export class Switch {
  constructor(deps: SwitchDependencies) {
    void deps;
  }

  /** A phone outside dials one of the account's numbers. @throws TwilioError 21215-like when nobody has that number */
  dial(device: Device, to: string): CallRecord {
    throw new Error(`not built yet ${device.id} ${to}`);
  }

  /** A page with the Voice SDK connects: the TwiML application is asked, with `params` merged into the request. */
  connect(device: Device, applicationSid: string, params: Readonly<Record<string, string>>): CallRecord {
    throw new Error(`not built yet ${device.id} ${applicationSid} ${params.To}`);
  }

  /** The device hung up. Nothing happens when the call is over already. */
  hangUp(callSid: string): void {
    throw new Error(`not built yet ${callSid}`);
  }

  /** The device pressed keys. */
  pressKeys(callSid: string, digits: string): void {
    throw new Error(`not built yet ${callSid} ${digits}`);
  }

  createCall(request: NewCall): CallRecord {
    throw new Error(`not built yet ${request.to}`);
  }

  /** @throws TwilioError 21220 when the call is over */
  updateCall(sid: string, update: CallUpdate): CallRecord {
    throw new Error(`not built yet ${sid} ${update.status}`);
  }

  /** @throws TwilioError 20404 */
  fetchCall(sid: string): CallRecord {
    throw new Error(`not built yet ${sid}`);
  }

  /** Newest first. */
  listCalls(filter: CallFilter = {}): readonly CallRecord[] {
    throw new Error(`not built yet ${filter.to}`);
  }

  /** Forgets a call that is over. @throws TwilioError 20404, 20009 while it runs */
  deleteCall(sid: string): void {
    throw new Error(`not built yet ${sid}`);
  }

  fetchConference(sid: string): ConferenceRecord {
    throw new Error(`not built yet ${sid}`);
  }

  /** Newest first. */
  listConferences(filter: ConferenceFilter = {}): readonly ConferenceRecord[] {
    throw new Error(`not built yet ${filter.friendlyName}`);
  }

  updateConference(sid: string, update: ConferenceUpdate): ConferenceRecord {
    throw new Error(`not built yet ${sid} ${update.status}`);
  }

  /** `conference` is a SID or a friendly name. */
  createParticipant(conference: string, request: NewParticipant): ParticipantRecord {
    throw new Error(`not built yet ${conference} ${request.to}`);
  }

  /** `who` is a CallSid or a label, here and below. */
  fetchParticipant(conferenceSid: string, who: string): ParticipantRecord {
    throw new Error(`not built yet ${conferenceSid} ${who}`);
  }

  listParticipants(conferenceSid: string, filter: ParticipantFilter = {}): readonly ParticipantRecord[] {
    throw new Error(`not built yet ${conferenceSid} ${filter.hold}`);
  }

  updateParticipant(conferenceSid: string, who: string, update: ParticipantUpdate): ParticipantRecord {
    throw new Error(`not built yet ${conferenceSid} ${who} ${update.hold}`);
  }

  /** Puts a participant out of the conference. */
  deleteParticipant(conferenceSid: string, who: string): void {
    throw new Error(`not built yet ${conferenceSid} ${who}`);
  }

  fetchRecording(sid: string): RecordingRecord {
    throw new Error(`not built yet ${sid}`);
  }

  listRecordings(callSid?: string): readonly RecordingRecord[] {
    throw new Error(`not built yet ${callSid}`);
  }

  deleteRecording(sid: string): void {
    throw new Error(`not built yet ${sid}`);
  }

  /** What this leg hears now; silence for a call that is over or unknown. */
  hearing(callSid: string): Hearing {
    throw new Error(`not built yet ${callSid}`);
  }

  /** The device at the far end of a call that was answered. */
  deviceOf(callSid: string): Device | undefined {
    throw new Error(`not built yet ${callSid}`);
  }

  /** Tells of every change; the returned function ends it. */
  subscribe(listener: (change: SwitchChange) => void): () => void {
    throw new Error(`not built yet ${listener.name}`);
  }

  /** Drops every call, conference and recording without a word to anybody. */
  reset(): void {}
}
