import type { CallEvent, Parameters } from '../twilio/parse-webhook.ts';
import type { VoiceRequest, VoiceRoute } from './voice-handler.ts';
import { handleEvent } from '../call/handle-event.ts';
import { log } from '../log.ts';
import { parseCallStatus, parseConferenceEvent, unknownEvent } from '../twilio/parse-webhook.ts';
import * as twiml from '../twilio/twiml.ts';

/** How a leg, or the customer's call, gets on. */
export const callStatus: VoiceRoute = {
  name: 'call-status',
  answer: (request) => note(request, parseCallStatus),
};

/** Who joins and leaves the room. */
export const conferenceEvent: VoiceRoute = {
  name: 'conference-event',
  answer: (request) => note(request, parseConferenceEvent),
};

async function note(
  { parameters, ports }: VoiceRequest,
  parse: (parameters: Parameters) => CallEvent | undefined,
): Promise<string> {
  const parsed = parse(parameters);
  if (!parsed) countUnknown(parameters);
  else {
    const handled = await handleEvent(ports(), parsed.call, parsed.event);
    const code = handled.kind === 'refused' ? handled.code : undefined;
    log('info', 'event handled', { call: parsed.call, event: parsed.event.type, refused: code });
  }
  return twiml.nothing();
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
