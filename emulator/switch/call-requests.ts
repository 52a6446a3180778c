import { e164 } from '../phone-number.ts';
import { TwilioError } from '../rest/twilio-error.ts';
import { parseAddress } from './address.ts';
import { mustBeOwn } from './caller-id.ts';
import type { Call } from './call.ts';
import { type ScriptStart, startScript } from './call-script.ts';
import type { Conference } from './conference.ts';
import type { Participant } from './participant.ts';
import { queueCall } from './outbound.ts';
import { checkCallee } from './standing.ts';
import type { Parts } from './parts.ts';
import { keyTone } from './tones.ts';
import { stayIn } from './stay.ts';
import type { CallUpdate, NewCall, NewParticipant, TwimlSource } from './requests.ts';

const mostInlineTwiml = 4000;

/** https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource @throws TwilioError 21205, 21211, 21219 */
export function createCall(parts: Parts, request: NewCall): Call {
  const { to, parameters: given } = parseAddress(request.to);
  const parameters = parts.beliefs.get('clientParameters') === 'passed' ? given : {};
  checkCallee(parts, to);
  const start = scriptStart(parts, request);
  if (!start) throw new TwilioError(400, 21205, 'Url parameter is required.');
  const from = e164(request.from) ?? request.from;
  mustBeOwn(parts, from);
  const told = parts.beliefs.get('clientAddress') === 'bare' ? to : request.to;
  const applicationSid = request.applicationSid ? { ApplicationSid: request.applicationSid } : {};
  const leg = { from, to, told, direction: 'outbound-api', extraParams: applicationSid } as const;
  const call = parts.calls.add(leg, 'queued');
  setFallback(call, request);
  const { timeout: ringSeconds = 60, timeLimit } = request;
  const answered = () => {
    if (timeLimit !== undefined) parts.calls.limit(call, timeLimit);
    if (!request.sendDigits) return startScript(parts, call, start);
    void afterKeys(call, request.sendDigits).then((free) => free && startScript(parts, call, start));
  };
  queueCall(parts, call, { ringSeconds, parameters, callback: request, answered });
  return call;
}

/** Sends keys to whoever answered; false where the call went elsewhere meanwhile. */
async function afterKeys(call: Call, digits: string): Promise<boolean> {
  await call.sound.play(keyTone(digits), new AbortController().signal);
  return !call.isOver && !call.script;
}

/** https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource @throws TwilioError 21220 on a call that is over */
export function updateCall(parts: Parts, call: Call, update: CallUpdate): void {
  if (call.isOver) throw new TwilioError(400, 21220, 'Call is not in-progress. Cannot redirect.');
  const { statusCallback, statusCallbackMethod = 'POST', timeLimit } = update;
  if (statusCallback) {
    call.callback = { url: statusCallback, method: statusCallbackMethod, events: new Set(['completed']) };
  }
  if (timeLimit !== undefined) parts.calls.limit(call, timeLimit);
  if (update.status) return endByRequest(parts, call, update.status);
  const start = scriptStart(parts, update);
  if (!start) return;
  if (call.startedAt === undefined)
    throw new TwilioError(400, 21220, 'Call is not in-progress. Cannot redirect.');
  setFallback(call, update);
  startScript(parts, call, start);
}

/**
 * Calls somebody straight into a conference. A SID must be of one that goes on; a name without one opens a new one.
 * https://www.twilio.com/docs/voice/api/conference-participant-resource#create-a-participant
 * @throws TwilioError 16022, 16020, 16024, 16026, 21211, 21219
 */
export function createParticipant(parts: Parts, where: string, request: NewParticipant): Participant {
  const { to, parameters } = parseAddress(request.to);
  const from = e164(request.from) ?? request.from;
  checkCallee(parts, to);
  mustBeOwn(parts, from);
  const place = () => parts.calls.add({ from, to, direction: 'outbound-api' }, 'queued');
  const participant = parts.conferences.expect(conferenceFor(parts, where), request, place);
  const { call } = participant;
  call.endListeners.add(() => parts.conferences.leave(participant, { reason: 'participant_add_failed' }));
  const join: ScriptStart = (signal) => {
    parts.conferences.admit(participant);
    return stayIn(parts, participant, signal);
  };
  const answered = () => {
    if (participant.hasLeft) return parts.calls.end(call);
    startScript(parts, call, join);
  };
  queueCall(parts, call, { ringSeconds: request.timeout ?? 60, parameters, callback: request, answered });
  return participant;
}

function conferenceFor(parts: Parts, where: string): Conference | string {
  if (!/^CF[0-9a-f]{32}$/.test(where)) return where;
  const conference = parts.conferences.fetch(where);
  if (conference.status !== 'completed') return conference;
  throw new TwilioError(400, 16022, 'The conference is gone');
}

/** Cancelled in the queue, Twilio tells nobody. */
function endByRequest(parts: Parts, call: Call, status: 'canceled' | 'completed'): void {
  const effect = effectOf(parts, call, status);
  if (effect === 'is-refused')
    throw new TwilioError(
      400,
      21220,
      `Invalid call state: a call that is ${call.status} cannot be ${status}.`,
    );
  if (effect === 'is-ignored') return;
  if (call.status === 'queued') delete call.callback;
  parts.calls.end(call);
}

/** `canceled` is for what waits or rings, `completed` for what goes on; what each does to the other is not documented. */
function effectOf({ beliefs }: Parts, call: Call, status: 'canceled' | 'completed') {
  const isAnswered = call.startedAt !== undefined;
  if (status === 'canceled') return isAnswered ? beliefs.get('cancelAnswered') : 'ends-it';
  return isAnswered ? 'ends-it' : beliefs.get('completeUnanswered');
}

function scriptStart(parts: Parts, source: TwimlSource): ScriptStart | undefined {
  const { url, method = 'POST', twiml, applicationSid } = source;
  if (twiml !== undefined) {
    if (twiml.length > mostInlineTwiml)
      throw new TwilioError(400, 21213, 'Twiml is longer than 4000 characters.');
    return { twiml };
  }
  if (url) return { url, method };
  const application = applicationSid ? parts.applications.find(applicationSid) : undefined;
  if (!application?.voiceUrl) return undefined;
  return { url: application.voiceUrl, method: application.voiceMethod ?? 'POST' };
}

function setFallback(call: Call, { fallbackUrl: url, fallbackMethod: method = 'POST' }: TwimlSource): void {
  if (url) call.fallback = { url, method };
}
