import type { VoiceRequest } from '../voice-handler.ts';
import type { Language } from '../../core/model/ids.ts';
import { languageOf } from '../../core/model/settings.ts';
import { customerCallIn, dialledIn, languageIn } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';

/**
 * TwiML that sends the customer into their call's conference.
 * @param say what they hear first
 * @param muted whether they were muted before, and are so again
 */
export function enterRoom(
  request: VoiceRequest,
  say: 'greeting' | 'apology' | 'goodbye',
  muted?: boolean,
): string {
  const { parameters, urls, now } = request;
  const call = customerCallIn(parameters);
  if (!call) return twiml.sayAndHangUp('trouble', languageIn(parameters));
  return twiml.customerRoom(urls, call, dialledLanguage(request), say, now, muted);
}

/** The language of the number that the customer dialled. */
export function dialledLanguage({ parameters, settings }: VoiceRequest): Language {
  return languageOf(settings, dialledIn(parameters));
}
