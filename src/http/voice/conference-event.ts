import { CALLBACK_DEADLINE_MS, voiceHandler } from '../voice-handler.ts';
import { parseConferenceEvent } from '../../twilio/parse-webhook.ts';
import { noteEvent, apologizeIfLeft } from './note-event.ts';

/** The parties who join and leave the room. */
export const conferenceEvent = voiceHandler({
  name: 'conference-event',
  timeoutMs: CALLBACK_DEADLINE_MS,
  answer: (request) => noteEvent(request, parseConferenceEvent),
  onFailure: (request, why) => apologizeIfLeft(request, parseConferenceEvent, why),
});
