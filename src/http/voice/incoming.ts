import { ANSWER_DEADLINE_MS, type VoiceRequest, voiceHandler } from '../voice-handler.ts';
import { askForMessageIfAlone } from '../../call/ask-for-message.ts';
import { handleEvent } from '../../call/handle-event.ts';
import { isOpen } from '../../core/model/opening-hours.ts';
import { hasWaitedLongest } from '../../core/repair/announcement.ts';
import { ownCallIn, parseIncoming, parsePass, roomIn } from '../../twilio/parse-webhook.ts';
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

/** The time to ask for a message when nothing else is possible, in milliseconds. */
const ASKING_MS = 2000;

/**
 * Sync does not answer, and the customer may have waited for the longest time. So ask them for a message. The answer to
 * the music cannot do that. If it fails, the next tick tries again.
 */
export async function askAfterLongestWait({
  parameters,
  now,
  settings,
  emergencyPorts,
}: VoiceRequest): Promise<void> {
  const pass = parsePass(parameters);
  if (pass?.began === undefined || !hasWaitedLongest(pass.began, { now, settings })) return;
  const room = roomIn(parameters);
  const call = { id: pass.call, language: pass.language, ...(room && { room }) };
  await askForMessageIfAlone(emergencyPorts(ASKING_MS).telephony, call);
}

/** Outside opening hours. */
function askForMessage(request: VoiceRequest): string {
  const { parameters, urls, settings } = request;
  const call = ownCallIn(parameters);
  const language = dialledLanguage(request);
  if (!call) return twiml.sayAndHangUp('trouble', language);
  return twiml.askOutsideHours(urls, call, language, settings.closedMessage?.[language]);
}
