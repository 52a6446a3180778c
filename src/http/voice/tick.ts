import { ANSWER_DEADLINE_MS, voiceHandler } from '../voice-handler.ts';
import type { VoiceRequest } from '../voice-handler.ts';
import type { Pass } from '../../twilio/pass.ts';
import type { Handled } from '../../call/handle-event.ts';
import { askForMessageIfAlone } from '../../call/ask-for-message.ts';
import { handleEvent } from '../../call/handle-event.ts';
import { recoverCall } from '../../call/recover-call.ts';
import { announcementFor, hasWaitedLongest } from '../../core/repair/announcement.ts';
import { parsePass, roomIn } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';

/** The time to ask for a message when nothing else is possible, in milliseconds. */
const ASKING_MS = 2000;

/** The clock of a call, between two rounds of music. Whatever happens, its answer is the next round. */
export const tick = voiceHandler({
  name: 'tick',
  isMusic: true,
  timeoutMs: ANSWER_DEADLINE_MS,
  answer: async (request) => {
    const pass = parsePass(request.parameters);
    if (!pass) return twiml.legMusic(request.urls);
    const handled = await handleTick(request, pass);
    if (handled?.kind === 'handled') {
      const announcement = announcementFor(handled.call, handled.world, pass.at);
      return twiml.musicPass(request.urls, { ...pass, announcement, at: request.now });
    }
    // Neither Sync nor Twilio knows a caller who waits here. So the music must end.
    if (!handled) await request.ports().telephony.hangUp(pass.call);
    else await askAfterLongestWait(request);
    return keepPlaying(request);
  },
  onFailure: askAfterLongestWait,
  fallback: keepPlaying,
});

/**
 * Tells the call of the tick. A caller who came while Sync was out gets their state first.
 * @returns undefined when Sync does not know the call, and Twilio says that it is over or not a caller's
 */
async function handleTick({ ports, parameters }: VoiceRequest, pass: Pass): Promise<Handled | undefined> {
  const room = roomIn(parameters);
  const handled = await handleEvent(ports(), pass.call, { type: 'WaitLoopTicked', ...(room && { room }) });
  const isUnknown = handled.kind === 'refused' && handled.code === 'call-not-found';
  return isUnknown ? recoverCall(ports(), pass.call) : handled;
}

/** The next round without words, where the tick could not be handled. The caller keeps their music. */
function keepPlaying({ parameters, urls, now }: VoiceRequest): string {
  const pass = parsePass(parameters);
  if (!pass) return twiml.legMusic(urls);
  return twiml.musicPass(urls, { ...pass, announcement: { say: 'nothing' }, at: now });
}

/**
 * Sync does not answer, and the customer may have waited for the longest time. So ask them for a message. The answer to
 * the music cannot do that. If it fails, the next tick tries again.
 */
async function askAfterLongestWait({
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
