import type { CallSid, Instant, Language, LegId, PhoneCallSid } from '../core/model/ids.ts';
import type { LegEnd, TwilioEvent } from '../core/model/events.ts';
import type { Announcement } from '../core/repair/announcement.ts';
import { CALL_SID, CONFERENCE_SID, RECORDING_SID } from '../core/model/names.ts';
import { languageOf, type Settings } from '../core/model/settings.ts';
import type { Pass } from './pass.ts';

/** A webhook's parameters, body and query together, as the platform gives them. */
export type Parameters = Readonly<Record<string, unknown>>;

/** An event with the call that it is about. */
export interface CallEvent {
  readonly call: CallSid;
  readonly event: TwilioEvent;
}

/** Numbers have 16 characters; a SIP address may have more than a call's document has room for. */
const LONGEST_NUMBER = 64;
const LEG = /^a\d{1,4}$/;
const ANNOUNCEMENTS = ['greeting', 'reassurance', 'apology', 'goodbye', 'hold', 'nothing'] as const;
const LEG_ENDS: ReadonlySet<string> = new Set<LegEnd>([
  'completed',
  'no-answer',
  'busy',
  'failed',
  'canceled',
]);

/** The SID of a webhook's conference; undefined when it is missing or not well formed. */
export function roomIn(parameters: Parameters): string | undefined {
  return matching(parameters['ConferenceSid'], CONFERENCE_SID);
}

/** The call in a webhook's address; undefined when it is missing or not well formed. */
export function callIn(parameters: Parameters): CallSid | undefined {
  return matching(parameters['call'], CALL_SID);
}

/** The phone call that asks, where only the customer's does. */
export function ownCallIn(parameters: Parameters): CallSid | undefined {
  return matching(parameters['CallSid'], CALL_SID);
}

/** The customer's call, from the address or from the customer's own phone call that asks. */
export function customerCallIn(parameters: Parameters): CallSid | undefined {
  return callIn(parameters) ?? ownCallIn(parameters);
}

/** The leg of the call that a webhook is about. */
export function legIn(parameters: Parameters): LegId | undefined {
  return matching(parameters['leg'], LEG);
}

/** The SID of the phone call that asks. */
export function callSidIn(parameters: Parameters): PhoneCallSid | undefined {
  return matching(parameters['CallSid'], CALL_SID);
}

/** The recording that the webhook is about. */
export function recordingIn(parameters: Parameters): string | undefined {
  return matching(parameters['RecordingSid'], RECORDING_SID);
}

/** The name by which Twilio knows the page that calls: `client:ana__0123456789abcdef`. */
export function identityIn(parameters: Parameters): string | undefined {
  return /^client:(\w{1,121})$/.exec(textOrEmpty(parameters['From']))?.[1];
}

/** The number of ours that was called; empty when Twilio does not tell it. */
export function dialledIn(parameters: Parameters): string {
  return textOrEmpty(parameters['To']);
}

/** Whether the webhook says that its phone call is over. */
export function isCompleted(parameters: Parameters): boolean {
  return parameters['CallStatus'] === 'completed';
}

/** Whether the recording that a webhook tells of can be fetched. */
export function isRecordingReady(parameters: Parameters): boolean {
  return parameters['RecordingStatus'] === 'completed';
}

/** The caller's number, as far as Twilio tells it. */
export function callerIn(parameters: Parameters): string {
  return textOrEmpty(parameters['From']).slice(0, LONGEST_NUMBER) || 'anonymous';
}

/** The caller's language, from the address. */
export function languageIn(parameters: Parameters): Language {
  return parameters['lang'] === 'ja' ? 'ja' : 'en';
}

/** A whole number of the query; undefined when there is none. */
export function numberIn(parameters: Parameters, name: string): number | undefined {
  const value = Number(textOrEmpty(parameters[name]) || Number.NaN);
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** A customer calls a number of ours. @param settings tell the number's language */
export function parseIncoming(
  parameters: Parameters,
  settings: Pick<Settings, 'languages'>,
): CallEvent | undefined {
  const call = ownCallIn(parameters);
  if (!call) return undefined;
  const to = dialledIn(parameters);
  const from = callerIn(parameters);
  return { call, event: { type: 'CallArrived', call, from, to, language: languageOf(settings, to) } };
}

/** A round of music. Missing or malformed fields are left out, so that there is always something to play. */
export function parsePass(parameters: Parameters): Pass | undefined {
  const call = customerCallIn(parameters);
  if (!call) return undefined;
  return {
    call,
    language: languageIn(parameters),
    announcement: announcementIn(parameters),
    at: numberIn(parameters, 'at'),
    began: numberIn(parameters, 'began'),
  };
}

/** The progress of a leg, or the end of the customer's call. The customer's callback has no query. */
export function parseCallStatus(parameters: Parameters): CallEvent | undefined {
  const sid = callSidIn(parameters);
  const status = textOrEmpty(parameters['CallStatus']);
  if (!sid) return undefined;
  const call = callIn(parameters);
  const leg = legIn(parameters);
  if (call && leg) return callEvent(call, legEvent({ leg, sid, ...whenIn(parameters) }, status));
  const customer = ownCallIn(parameters);
  return customer && LEG_ENDS.has(status) ? { call: customer, event: { type: 'CustomerHungUp' } } : undefined;
}

/** Somebody joined or left the room, or the room ended. */
export function parseConferenceEvent(parameters: Parameters): CallEvent | undefined {
  const call = callIn(parameters);
  const room = roomIn(parameters);
  if (!call || !room) return undefined;
  const what = textOrEmpty(parameters['StatusCallbackEvent']);
  if (what === 'conference-end') return { call, event: { type: 'RoomEnded', room } };
  const sid = callSidIn(parameters);
  if (!sid) return undefined;
  const leg = matching(parameters['ParticipantLabel'], LEG);
  if (sid === call) return callEvent(call, customerEvent(what, room, parameters));
  return leg === undefined ? undefined : callEvent(call, partyEvent(what, leg, sid, room));
}

/** The name of an event that this version does not know. Undefined for known events, also for those without effect. */
export function unknownEvent(parameters: Parameters): string | undefined {
  const name =
    textOrEmpty(parameters['StatusCallbackEvent']) || textOrEmpty(parameters['CallStatus']) || 'none';
  return KNOWN.has(name) || LEG_ENDS.has(name) ? undefined : name.replaceAll(/[^a-z-]/gi, '').slice(0, 40);
}

const KNOWN: ReadonlySet<string> = new Set([
  'conference-start',
  'conference-end',
  'participant-join',
  'participant-leave',
  'queued',
  'initiated',
  'ringing',
  'in-progress',
]);

function customerEvent(what: string, room: string, parameters: Parameters): TwilioEvent | undefined {
  if (what === 'participant-join') return { type: 'CustomerJoined', room };
  // A customer who leaves for another reason, such as voicemail, has not hung up.
  const hungUp = parameters['ReasonParticipantLeft'] === 'participant_hung_up';
  return what === 'participant-leave' && hungUp ? { type: 'CustomerHungUp' } : undefined;
}

function partyEvent(what: string, leg: LegId, sid: PhoneCallSid, room: string): TwilioEvent | undefined {
  if (what === 'participant-join') return { type: 'LegJoined', leg, sid, room };
  return what === 'participant-leave' ? { type: 'LegLeft', leg, sid } : undefined;
}

/**
 * When Twilio fired the event, to the second. The webhook may come much later.
 * https://www.twilio.com/docs/voice/api/call-resource#statuscallback
 */
function whenIn(parameters: Parameters): { readonly at?: Instant } {
  const at = Date.parse(textOrEmpty(parameters['Timestamp']));
  return Number.isNaN(at) ? {} : { at };
}

interface LegNews {
  readonly leg: LegId;
  readonly sid: PhoneCallSid;
  readonly at?: Instant;
}

function legEvent(news: LegNews, status: string): TwilioEvent | undefined {
  const { leg, sid } = news;
  if (status === 'ringing') return { type: 'LegRang', ...news };
  if (status === 'in-progress') return { type: 'LegAnswered', leg, sid };
  return LEG_ENDS.has(status) ? { type: 'LegEnded', ...news, how: status as LegEnd } : undefined;
}

function announcementIn(parameters: Parameters): Announcement {
  const position = numberIn(parameters, 'n');
  if (parameters['say'] === 'position' && position !== undefined) return { say: 'position', position };
  return { say: ANNOUNCEMENTS.find((each) => each === parameters['say']) ?? 'nothing' };
}

function callEvent(call: CallSid, event: TwilioEvent | undefined): CallEvent | undefined {
  return event && { call, event };
}

function matching(value: unknown, form: RegExp): string | undefined {
  return typeof value === 'string' && form.test(value) ? value : undefined;
}

function textOrEmpty(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
