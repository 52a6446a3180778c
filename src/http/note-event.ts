import type { CallEvent, Parameters } from '../twilio/parse-webhook.ts';
import { LEAVING_TIME, type VoiceRequest, type VoiceRoute } from './voice-handler.ts';
import { comfortIfAlone } from '../call/comfort.ts';
import { handleEvent } from '../call/handle-event.ts';
import { languageOf } from '../config.ts';
import { log } from '../log.ts';
import { parseCallStatus, parseConferenceEvent, roomOf, unknownEvent } from '../twilio/parse-webhook.ts';
import * as twiml from '../twilio/twiml.ts';

/** How a leg, or the customer's call, gets on. */
export const callStatus: VoiceRoute = {
  name: 'call-status',
  within: LEAVING_TIME,
  answer: (request) => note(request, parseCallStatus),
  meanwhile: (request) => comfort(request, parseCallStatus),
};

/** Who joins and leaves the room. */
export const conferenceEvent: VoiceRoute = {
  name: 'conference-event',
  within: LEAVING_TIME,
  answer: (request) => note(request, parseConferenceEvent),
  meanwhile: (request) => comfort(request, parseConferenceEvent),
};

type Parse = (parameters: Parameters) => CallEvent | undefined;

async function note({ parameters, ports }: VoiceRequest, parse: Parse): Promise<string> {
  const parsed = parse(parameters);
  if (!parsed) countUnknown(parameters);
  else {
    const handled = await handleEvent(ports(), parsed.call, parsed.event);
    const code = handled.kind === 'refused' ? handled.code : undefined;
    // Others were quicker each time: told again, it is not lost.
    if (code === 'try-again') throw new Error('The event could not be noted.');
    log('info', 'event handled', { call: parsed.call, event: parsed.event.type, refused: code });
  }
  return twiml.nothing();
}

/** That somebody left cannot be noted now, and Twilio tells it again; but the customer must not wait for that in silence. */
async function comfort({ parameters, lastPorts }: VoiceRequest, parse: Parse): Promise<void> {
  const parsed = parse(parameters);
  const { type } = parsed?.event ?? {};
  const hasLeft = type === 'LegLeft' || (type === 'LegEnded' && parameters['CallStatus'] === 'completed');
  if (!parsed || !hasLeft) return;
  const room = roomOf(parameters);
  await comfortIfAlone(lastPorts().telephony, { id: parsed.call, ...(room && { room }) }, languageOf);
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
