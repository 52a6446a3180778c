import { ANSWER_DEADLINE_MS, type VoiceRequest, voiceHandler } from '../voice-handler.ts';
import { handleEvent } from '../../call/handle-event.ts';
import { isOpen } from '../../core/model/opening-hours.ts';
import { ownCallIn, parseIncoming } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';
import { enterRoom, dialledLanguage } from './customer-room.ts';

/** A customer calls. They are in the room with a greeting and music at once, even when Sync is out. */
export const incoming = voiceHandler({
  name: 'incoming',
  timeoutMs: ANSWER_DEADLINE_MS,
  answer: async (request) => {
    const arrived = parseIncoming(request.parameters, request.settings);
    if (!arrived) return twiml.sayAndHangUp('trouble', 'en');
    const handled = await handleEvent(request.ports(), arrived.call, arrived.event);
    const isClosed = handled.kind === 'handled' && handled.call.phase === 'voicemail';
    return isClosed ? askForMessage(request) : enterRoom(request, 'greeting');
  },
  fallback: (request) =>
    isOpen(request.settings.openingHours, request.now)
      ? enterRoom(request, 'greeting')
      : askForMessage(request),
});

/** Outside opening hours. */
function askForMessage(request: VoiceRequest): string {
  const { parameters, urls, settings } = request;
  const call = ownCallIn(parameters);
  const language = dialledLanguage(request);
  if (!call) return twiml.sayAndHangUp('trouble', language);
  return twiml.askOutsideHours(urls, call, language, settings.closedMessage?.[language]);
}
