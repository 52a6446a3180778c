import type { VoiceRequest } from '../voice-handler.ts';
import type { Language } from '../../core/model/ids.ts';
import { languageOf } from '../../config.ts';
import { callIn, callSidIn, languageIn } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';

export function enterRoom(
  { parameters, urls, now }: VoiceRequest,
  say: 'greeting' | 'apology',
  muted?: boolean,
): string {
  const call = callIn(parameters) ?? callSidIn(parameters);
  if (!call) return twiml.sayAndHangUp('trouble', languageIn(parameters));
  return twiml.customerRoom(urls, call, dialledLanguage(parameters), say, now, muted);
}

export function dialledLanguage({ To: dialled }: VoiceRequest['parameters']): Language {
  return languageOf(typeof dialled === 'string' ? dialled : '');
}
