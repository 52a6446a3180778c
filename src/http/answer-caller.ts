import { BEFORE_SILENCE_IS_LONG, type VoiceRequest, type VoiceRoute } from './voice-handler.ts';
import type { Language } from '../core/call.ts';
import type { Pass } from '../twilio/urls.ts';
import type { Handled } from '../call/handle-event.ts';
import { handleEvent } from '../call/handle-event.ts';
import { recoverCall } from '../call/recover-call.ts';
import { languageOf } from '../config.ts';
import { isOpen } from '../core/opening-hours.ts';
import { announcementFor, hasWaitedLongest } from '../core/wait-plan.ts';
import { callOf, callSidOf, languageIn, parseIncoming, parsePass, roomOf } from '../twilio/parse-webhook.ts';
import * as twiml from '../twilio/twiml.ts';

/** A customer calls: they are in the room with a greeting and music at once, whether or not the call can be stored. */
export const incoming: VoiceRoute = {
  name: 'incoming',
  within: BEFORE_SILENCE_IS_LONG,
  answer: async (request) => {
    const arrived = parseIncoming(request.parameters, languageOf);
    if (!arrived) return twiml.sayAndHangUp('trouble', 'en');
    const handled = await handleEvent(request.ports(), arrived.call, arrived.event);
    const isClosed = handled.kind === 'handled' && handled.call.phase === 'voicemail';
    return isClosed ? askForMessage(request) : enterRoom(request, 'greeting');
  },
  safely: (request) =>
    isOpen(request.settings.openingHours, request.now)
      ? enterRoom(request, 'greeting')
      : askForMessage(request),
};

/** One pass of music. Everything is in its address. */
export const wait: VoiceRoute = {
  name: 'wait',
  answer: ({ parameters, urls, now }) => {
    const pass = parsePass(parameters, now);
    return pass ? twiml.musicPass(urls, pass) : twiml.nothing();
  },
};

/** Between two passes: the clock of a call. */
export const tick: VoiceRoute = {
  name: 'tick',
  within: BEFORE_SILENCE_IS_LONG,
  answer: async (request) => {
    const pass = parsePass(request.parameters, request.now);
    if (!pass) return twiml.nothing();
    const handled = await passed(request, pass);
    if (!handled) return twiml.hangUp();
    if (handled.kind === 'refused') return keepPlaying(request, pass);
    const announcement = announcementFor(handled.call, handled.world, pass.at);
    return twiml.playOn(request.urls, { ...pass, announcement, at: request.now });
  },
  safely: (request) => {
    const pass = parsePass(request.parameters, request.now);
    return pass ? keepPlaying(request, pass) : twiml.nothing();
  },
};

/** The customer came out of the room: back into it with an apology, unless their call is over. */
export const afterRoom: VoiceRoute = {
  name: 'after-room',
  answer: async (request) => {
    const call = callOf(request.parameters) ?? callSidOf(request.parameters);
    if (!call || request.parameters['CallStatus'] === 'completed') return twiml.hangUp();
    const stored = await request.ports().calls.load(call);
    if (stored?.value.ending) return twiml.hangUp();
    return enterRoom(request, 'apology', stored?.value.customer.muted);
  },
  safely: (request) => enterRoom(request, 'apology'),
};

async function passed({ ports, parameters }: VoiceRequest, pass: Pass): Promise<Handled | undefined> {
  const room = roomOf(parameters);
  const handled = await handleEvent(ports(), pass.call, { type: 'MusicPassed', ...(room && { room }) });
  const isUnknown = handled.kind === 'refused' && handled.code === 'call-not-found';
  return isUnknown ? recoverCall(ports(), pass.call, languageOf) : handled;
}

/** Nothing can be looked up now. The caller keeps their music and is asked for a message after the longest wait. */
function keepPlaying({ urls, now, settings }: VoiceRequest, pass: Pass): string {
  if (hasWaitedLongest(pass.began, { now, agents: [], waiting: [], settings })) {
    return twiml.goTo(urls.voicemail(pass.call, pass.language));
  }
  return twiml.playOn(urls, { ...pass, announcement: { say: 'nothing' }, at: now });
}

/** Outside opening hours. */
function askForMessage({ parameters, urls, settings }: VoiceRequest): string {
  const call = callSidOf(parameters);
  const language = dialledLanguage(parameters);
  if (!call) return twiml.sayAndHangUp('trouble', language);
  return twiml.closed(urls, call, language, settings.closedMessage?.[language]);
}

function enterRoom(
  { parameters, urls, now }: VoiceRequest,
  say: 'greeting' | 'apology',
  muted?: boolean,
): string {
  const call = callOf(parameters) ?? callSidOf(parameters);
  if (!call) return twiml.sayAndHangUp('trouble', languageIn(parameters));
  return twiml.customerRoom(urls, call, dialledLanguage(parameters), say, now, muted);
}

function dialledLanguage({ To: dialled }: VoiceRequest['parameters']): Language {
  return languageOf(typeof dialled === 'string' ? dialled : '');
}
