import type { CallEvent, Parameters } from '../twilio/parse-webhook.ts';
import { LAST_MS, TELLING_TIME, type VoiceRequest, type VoiceRoute } from './voice-handler.ts';
import type { Ports } from '../call/ports.ts';
import { comfortIfAlone } from '../call/comfort.ts';
import { handleEvent, type Handled } from '../call/handle-event.ts';
import type { AgentId, Call } from '../core/call.ts';
import { hasFailedToLetGo, hasWrongSound } from '../core/pending.ts';
import { languageOf } from '../config.ts';
import { log } from '../log.ts';
import {
  agentOf,
  callSidOf,
  parseCallStatus,
  parseConferenceEvent,
  roomOf,
  unknownEvent,
} from '../twilio/parse-webhook.ts';
import * as twiml from '../twilio/twiml.ts';

/** How a leg, or the customer's call, gets on. */
export const callStatus: VoiceRoute = {
  name: 'call-status',
  within: TELLING_TIME,
  answer: (request) => note(request, parseCallStatus),
  meanwhile: (request, why) => comfort(request, parseCallStatus, why),
};

/** Who joins and leaves the room. */
export const conferenceEvent: VoiceRoute = {
  name: 'conference-event',
  within: TELLING_TIME,
  answer: (request) => note(request, parseConferenceEvent),
  meanwhile: (request, why) => comfort(request, parseConferenceEvent, why),
};

/**
 * The end of a phone call by which a page had connected again. The application tells it, which does not know for what call that
 * was: the agent does. https://www.twilio.com/docs/usage/api/applications
 */
export const rejoinStatus: VoiceRoute = {
  name: 'rejoin-status',
  within: TELLING_TIME,
  answer: async ({ parameters, ports }) => {
    const sid = callSidOf(parameters);
    const call = await callOfAgent(ports(), agentOf(parameters));
    const leg = call?.legs.find((each) => each.sid === sid)?.id;
    if (sid && call && leg)
      await noteOne(ports(), { call: call.id, event: { type: 'LegEnded', leg, sid, how: 'completed' } });
    return twiml.nothing();
  },
};

async function callOfAgent({ agents, calls }: Ports, agent: AgentId | undefined): Promise<Call | undefined> {
  const call = agent === undefined ? undefined : (await agents.load(agent))?.value.call;
  return call === undefined ? undefined : (await calls.load(call))?.value;
}

type Parse = (parameters: Parameters) => CallEvent | undefined;

async function note({ parameters, ports }: VoiceRequest, parse: Parse): Promise<string> {
  const parsed = parse(parameters);
  if (parsed) await noteOne(ports(), parsed);
  else countUnknown(parameters);
  return twiml.nothing();
}

/** @throws Error when something is left undone: told again, the event tries it again */
async function noteOne(ports: Ports, { call, event }: CallEvent): Promise<void> {
  const handled = await handleEvent(ports, call, event);
  const undone = leftUndone(handled, ports.budget.now());
  if (undone) throw undone;
  const refused = handled.kind === 'refused' ? handled.code : undefined;
  log('info', 'event handled', { call, event: event.type, refused });
}

/** Agents could not be given back or legs not hung up: nobody on the line waits for that. */
class LateError extends Error {
  override readonly name = 'LateError';
}

/** What of an event is left undone, that nothing else may come to mend soon. */
function leftUndone(handled: Handled, now: number): Error | undefined {
  // Others were quicker each time.
  if (handled.kind === 'refused')
    return handled.code === 'try-again' ? new Error('The event could not be noted.') : undefined;
  // Without music a call has no clock.
  if (hasWrongSound(handled.call, now)) return new Error('What the parties hear could not be set right.');
  return hasFailedToLetGo(handled.call) ? new LateError('Somebody could not be let go.') : undefined;
}

/** That somebody left cannot be noted now, and Twilio tells it again; but the customer must not wait for that in silence. */
async function comfort({ parameters, lastPorts }: VoiceRequest, parse: Parse, why: unknown): Promise<void> {
  if (why instanceof LateError) return;
  const parsed = parse(parameters);
  const { type } = parsed?.event ?? {};
  const hasLeft = type === 'LegLeft' || (type === 'LegEnded' && parameters['CallStatus'] === 'completed');
  if (!parsed || !hasLeft) return;
  const [room, leaver] = [roomOf(parameters), callSidOf(parameters)];
  const call = { id: parsed.call, ...(room && { room }), ...(leaver && { leaver }) };
  await comfortIfAlone(lastPorts(LAST_MS).telephony, call, languageOf);
}

/** Since this instance of the Function began; each is a line of the log, so that they can be counted over all of them. */
let unknownEvents = 0;

/** What Twilio tells that this version does not know: ignored, and counted. */
function countUnknown(parameters: Parameters): void {
  const event = unknownEvent(parameters);
  if (event === undefined) return;
  unknownEvents += 1;
  log('info', 'unknown event ignored', { event, count: unknownEvents });
}
