import { BEFORE_SILENCE_IS_LONG, type VoiceRequest, type VoiceRoute } from './voice-handler.ts';
import { askForMessageIfAlone } from '../call/ask-for-message.ts';
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
  isMusic: true,
  answer: ({ parameters, urls }) => {
    const pass = parsePass(parameters);
    return pass ? twiml.musicPass(urls, pass) : twiml.legMusic(urls);
  },
};

/** How long is taken to ask for a message when nothing else can be done, in milliseconds. */
const ASKING_MS = 2000;

/** Between two passes: the clock of a call. Whatever happens, the music plays on. */
export const tick: VoiceRoute = {
  name: 'tick',
  isMusic: true,
  within: BEFORE_SILENCE_IS_LONG,
  answer: async (request) => {
    const pass = parsePass(request.parameters);
    if (!pass) return twiml.legMusic(request.urls);
    const handled = await passed(request, pass);
    if (handled?.kind !== 'handled') {
      await (handled ? askAfterLongestWait(request) : request.ports().telephony.hangUp(pass.call));
      return keepPlaying(request);
    }
    const announcement = announcementFor(handled.call, handled.world, pass.at);
    return twiml.playOn(request.urls, { ...pass, announcement, at: request.now });
  },
  meanwhile: askAfterLongestWait,
  safely: keepPlaying,
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

/** Nothing can be looked up now: the caller keeps their music. */
function keepPlaying({ parameters, urls, now }: VoiceRequest): string {
  const pass = parsePass(parameters);
  if (!pass) return twiml.legMusic(urls);
  return twiml.playOn(urls, { ...pass, announcement: { say: 'nothing' }, at: now });
}

/**
 * Nothing can be looked up, and the customer may have waited for the longest: they are asked for a message. The music's own
 * answer cannot do that. Where it fails it is tried again at the next pass.
 */
async function askAfterLongestWait({ parameters, now, settings, lastPorts }: VoiceRequest): Promise<void> {
  const pass = parsePass(parameters);
  if (pass?.began === undefined || !hasWaitedLongest(pass.began, { now, settings })) return;
  const room = roomOf(parameters);
  const call = { id: pass.call, language: pass.language, ...(room && { room }) };
  await askForMessageIfAlone(lastPorts(ASKING_MS).telephony, call);
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
