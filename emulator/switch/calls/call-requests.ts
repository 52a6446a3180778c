import { TwilioError } from '../../twilio-error.ts';
import { numberIn, parseAddress } from './address.ts';
import { checkCaller } from './caller-id.ts';
import type { Call } from './call.ts';
import { type ScriptStart, startScript } from './call-script.ts';
import type { Conference, Participant } from '../conferences/conference.ts';
import { queueCall } from './outbound.ts';
import { detectAnswerer } from '../detection/machine-detection.ts';
import { checkCallee } from './standing.ts';
import type { SwitchContext } from '../switch-context.ts';
import { keyTone } from '../sound/key-tones.ts';
import { stayIn } from '../conferences/stay-in-conference.ts';
import type { CallUpdate, NewCall, NewParticipant, TwimlSource } from '../requests.ts';

const MOST_INLINE_TWIML = 4000;

/** https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource @throws TwilioError 21205, 21211, 21219 */
export function createCall(context: SwitchContext, request: NewCall): Call {
  const { to, parameters: given } = parseAddress(context.beliefs, request.to);
  const parameters = context.beliefs.get('clientParameters') === 'passed' ? given : {};
  checkCallee(context, to);
  const start = scriptStart(context, request);
  if (!start) throw new TwilioError(400, 21205, 'Url parameter is required.');
  const from = numberIn(context.beliefs, request.from) ?? request.from;
  checkCaller(context, { ...request, from, to });
  const told = context.beliefs.get('clientAddress') === 'bare' ? to : request.to;
  const applicationSid = request.applicationSid ? { ApplicationSid: request.applicationSid } : {};
  const leg = { from, to, told, direction: 'outbound-api', extraParams: applicationSid } as const;
  const call = context.calls.add(leg, 'queued');
  setFallback(call, request);
  const { timeout: ringSeconds = 60, timeLimit } = request;
  const answered = () => {
    if (timeLimit !== undefined) context.calls.limit(call, timeLimit);
    begin(context, call, request, start);
  };
  const isInBackground = request.detection?.background && !request.sendDigits;
  const detection = isInBackground ? { detection: request.detection } : {};
  queueCall(context, call, { ringSeconds, parameters, callback: request, answered, ...detection });
  return call;
}

/**
 * Runs the document of a call that was answered. Keys are sent first; else it is first found out who answered, if that was
 * asked for. https://www.twilio.com/docs/voice/answering-machine-detection#asyncamd
 */
function begin(context: SwitchContext, call: Call, request: NewCall, start: ScriptStart): void {
  const { sendDigits, detection } = request;
  const go = (found = {}) => {
    const params = typeof start !== 'function' && 'url' in start ? { ...start, params: found } : start;
    if (!call.isOver && !call.script) startScript(context, call, params);
  };
  if (sendDigits) void call.sound.play(keyTone(sendDigits), new AbortController().signal).then(() => go());
  else if (detection && !detection.background) void detectAnswerer(context, call, detection).then(go);
  else startScript(context, call, start);
}

/** https://www.twilio.com/docs/voice/api/call-resource#update-a-call-resource @throws TwilioError 21220 on a call that is over */
export function updateCall(context: SwitchContext, call: Call, update: CallUpdate): void {
  if (call.isOver) throw new TwilioError(400, 21220, 'Call is not in-progress. Cannot redirect.');
  const { statusCallback, statusCallbackMethod = 'POST', timeLimit } = update;
  if (statusCallback) {
    call.callback = { url: statusCallback, method: statusCallbackMethod, events: new Set(['completed']) };
  }
  if (timeLimit !== undefined) context.calls.limit(call, timeLimit);
  if (update.status) return endByRequest(context, call, update.status);
  const start = scriptStart(context, update);
  if (!start) return;
  if (call.startedAt === undefined)
    throw new TwilioError(400, 21220, 'Call is not in-progress. Cannot redirect.');
  setFallback(call, update);
  startScript(context, call, start);
}

/**
 * Calls a party straight into a conference. A SID must be that of a running conference; an unknown name opens a new
 * one. https://www.twilio.com/docs/voice/api/conference-participant-resource#create-a-participant
 * @throws TwilioError 16022, 16020, 16024, 16026, 21211, 21219
 */
export function createParticipant(
  context: SwitchContext,
  where: string,
  request: NewParticipant,
): Participant {
  const { to, parameters } = parseAddress(context.beliefs, request.to);
  const from = numberIn(context.beliefs, request.from) ?? request.from;
  checkCallee(context, to);
  checkCaller(context, { ...request, from, to });
  const place = () => context.calls.add({ from, to, direction: 'outbound-api' }, 'queued');
  const participant = context.conferences.expect(conferenceFor(context, where), request, place);
  const { call } = participant;
  call.endListeners.add(() => context.conferences.leave(participant, { reason: 'participant_add_failed' }));
  const join: ScriptStart = (signal) => {
    context.conferences.admit(participant);
    return stayIn(context, participant, signal);
  };
  const answered = () => {
    if (participant.hasLeft) return context.calls.end(call);
    startScript(context, call, join);
  };
  warnOfAsyncAmd(context, call, request);
  const { timeout: ringSeconds = 60, detection } = request;
  const about = { ringSeconds, parameters, callback: request, answered };
  queueCall(context, call, { ...about, ...(detection && { detection }) });
  return participant;
}

/** https://www.twilio.com/docs/api/errors/21263 */
function warnOfAsyncAmd({ log }: SwitchContext, { sid }: Call, { hasAsyncAmd }: NewParticipant): void {
  const message = 'Invalid Answering Machine Detection Parameters';
  if (hasAsyncAmd) log.record({ kind: 'warning', errorCode: 21263, message, callSid: sid });
}

function conferenceFor(context: SwitchContext, where: string): Conference | string {
  if (!/^CF[0-9a-f]{32}$/.test(where)) return where;
  const conference = context.conferences.fetch(where);
  if (conference.status !== 'completed') return conference;
  throw new TwilioError(400, 16022, 'The conference is gone');
}

/** Twilio tells nobody of a call that was cancelled in the queue. */
function endByRequest(context: SwitchContext, call: Call, status: 'canceled' | 'completed'): void {
  const effect = effectOf(context, call, status);
  if (effect === 'is-refused')
    throw new TwilioError(
      400,
      21220,
      `Invalid call state: a call that is ${call.status} cannot be ${status}.`,
    );
  if (effect === 'is-ignored') return;
  if (!call.isPlaced) delete call.callback;
  context.calls.end(call);
}

/**
 * `canceled` is for a call that waits or rings, `completed` for one in progress. Twilio does not document what each
 * does to the other kind.
 */
function effectOf({ beliefs }: SwitchContext, call: Call, status: 'canceled' | 'completed') {
  const isAnswered = call.startedAt !== undefined;
  if (status === 'canceled') return isAnswered ? beliefs.get('cancelAnswered') : 'ends-it';
  return isAnswered ? 'ends-it' : beliefs.get('completeUnanswered');
}

function scriptStart(context: SwitchContext, source: TwimlSource): ScriptStart | undefined {
  const { url, method = 'POST', twiml, applicationSid } = source;
  if (twiml !== undefined) {
    if (twiml.length > MOST_INLINE_TWIML)
      throw new TwilioError(400, 21213, 'Twiml is longer than 4000 characters.');
    return { twiml };
  }
  if (url) return { url, method };
  const application = applicationSid ? context.applications.find(applicationSid) : undefined;
  if (!application?.voiceUrl) return undefined;
  return { url: application.voiceUrl, method: application.voiceMethod ?? 'POST' };
}

function setFallback(call: Call, { fallbackUrl: url, fallbackMethod: method = 'POST' }: TwimlSource): void {
  if (url) call.fallback = { url, method };
}
