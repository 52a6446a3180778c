import { CALLBACK_DEADLINE_MS, voiceHandler } from '../voice-handler.ts';
import { parseCallStatus } from '../../twilio/parse-webhook.ts';
import { noteEvent, apologizeIfLeft } from './note-event.ts';

/** The status of a leg or of the customer's call. */
export const callStatus = voiceHandler({
  name: 'call-status',
  timeoutMs: CALLBACK_DEADLINE_MS,
  answer: (request) => noteEvent(request, parseCallStatus),
  onFailure: (request, why) => apologizeIfLeft(request, parseCallStatus, why),
});
