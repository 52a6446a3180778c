import type { Call, Leg } from '../core/model/call.ts';
import type { CallSid, Language, LegId } from '../core/model/ids.ts';
import type { Announcement } from '../core/repair/announcement.ts';
import type { Urls } from './urls.ts';
import type { Pass } from './pass.ts';
import { mustWait } from '../core/legs/admission.ts';
import { legOf } from '../core/model/legs.ts';
import { isClosed } from '../core/model/phase.ts';
import { VoiceResponse } from './voice-response.ts';
import { spokenAnnouncement, spokenPrompt, spokenWords, type Prompt, type Spoken } from './prompts.ts';

/** How often a leg asks again while Sync does not answer, a second apart. */
const JOIN_TRIES = 8;
const LONGEST_MESSAGE_SECONDS = 180;
/**
 * Any key would end the message, also one that a cheek touches. One key has to be named.
 * https://www.twilio.com/docs/voice/twiml/record#attributes-finishOnKey https://www.twilio.com/docs/api/errors/13613
 */
const END_OF_MESSAGE = '#';

/** A document that does nothing: the answer to a callback. */
export function emptyResponse(): string {
  return new VoiceResponse().toString();
}

/** Ends the leg. */
export function hangUp(): string {
  const twiml = new VoiceResponse();
  twiml.hangup();
  return twiml.toString();
}

/**
 * Puts the customer into the conference of their call, with music until an agent is there.
 * https://www.twilio.com/docs/voice/twiml/conference
 */
export function customerRoom(
  urls: Urls,
  call: CallSid,
  language: Language,
  say: Extract<Announcement['say'], 'greeting' | 'apology' | 'goodbye'>,
  now: number,
  muted = false,
): string {
  const twiml = new VoiceResponse();
  const waitUrl = urls.wait({ call, language, announcement: { say }, at: now, began: now });
  const how = {
    ...conferenceOf(urls, call, 'customer'),
    startConferenceOnEnter: false,
    // Agents' legs never carry this, because the customer must outlive them.
    endConferenceOnExit: true,
    ...(muted && { muted }),
    waitUrl,
  };
  twiml.conference(call, how, { action: urls.afterRoom(call) });
  return twiml.toString();
}

/**
 * After these the music is short, so that the clock ticks soon. The customer does not wait long for an agent when
 * they lost one.
 */
const BRIEF: ReadonlySet<Announcement['say']> = new Set<Announcement['say']>([
  'nothing',
  'apology',
  'goodbye',
]);

/**
 * One round of the waiting or hold music. A waitUrl or holdUrl may contain only Say, Play, Pause and Redirect, also
 * after a Redirect. All other steps for the customer go by REST. https://www.twilio.com/docs/api/errors/13238
 */
export function musicPass(urls: Urls, pass: Pass): string {
  const twiml = new VoiceResponse();
  appendSay(twiml, spokenAnnouncement(pass.announcement, pass.language));
  twiml.play(urls.asset(BRIEF.has(pass.announcement.say) ? 'sounds/music-short.wav' : 'sounds/music.wav'));
  twiml.redirect(urls.tick(pass));
  return twiml.toString();
}

/**
 * Music without end, for a party on hold other than the customer. It also plays where nobody knows whose music it is.
 */
export function legMusic(urls: Urls): string {
  const twiml = new VoiceResponse();
  twiml.play(urls.asset('sounds/music.wav'), { loop: 0 });
  return twiml.toString();
}

/**
 * The next step of an agent's or outside party's answered leg, as a view of the call. The leg joins the room. Or it
 * waits until others are on hold, so that they never hear a private talk. Or it hears that the caller has gone. A leg
 * that the call has given up may have rung all the same. It is hung up without a word, because the agent may be rung
 * for another call by now.
 */
export function joinOrWait(urls: Urls, call: Call | undefined, id: LegId): string {
  const isLive = call !== undefined && !isClosed(call);
  if (!isLive) return sayAndHangUp('callerGone', call?.language ?? 'en');
  const leg = legOf(call, id);
  if (!leg) return hangUp();
  return mustWait(call, leg) ? waitOutside(urls, call.id, leg) : agentRoom(urls, call.id, leg);
}

/** A party on hold hears music meanwhile. The target of a consult comes in within seconds, or is let go. */
function waitOutside(urls: Urls, call: CallSid, { id, held }: Leg): string {
  if (!held) return askAgain(urls, call, id, 0);
  const twiml = new VoiceResponse();
  twiml.play(urls.asset('sounds/music-short.wav'));
  twiml.redirect(urls.connectAgent(call, id));
  return twiml.toString();
}

/** A second of silence, then the same request again. */
export function askAgain(urls: Urls, call: CallSid, leg: LegId, tries: number): string {
  if (tries >= JOIN_TRIES) return sayAndHangUp('trouble', 'en');
  const twiml = new VoiceResponse();
  twiml.pause({ length: 1 });
  twiml.redirect(urls.connectAgent(call, leg, tries + 1));
  return twiml.toString();
}

/** Puts an agent's or outside party's leg into the room, muted if they were muted. */
export function agentRoom(urls: Urls, call: CallSid, { id, muted }: Pick<Leg, 'id' | 'muted'>): string {
  const twiml = new VoiceResponse();
  const how = { startConferenceOnEnter: true, endConferenceOnExit: false, waitUrl: '' };
  // https://www.twilio.com/docs/voice/twiml/conference#attributes-muted
  twiml.conference(call, { ...conferenceOf(urls, call, id), ...how, ...(muted && { muted }) });
  return twiml.toString();
}

/** Says that nobody takes calls now, in the company's own words if it has any, and asks for a message. */
export function askOutsideHours(
  urls: Urls,
  call: CallSid,
  language: Language,
  words: string | undefined,
): string {
  const asked = words ? spokenWords(words, language) : spokenPrompt('closed', language);
  return askForVoicemail(urls, call, language, asked);
}

/** Asks for a message and records it. https://www.twilio.com/docs/voice/twiml/record */
export function askForVoicemail(
  urls: Urls,
  call: CallSid,
  language: Language,
  asked = spokenPrompt('voicemail', language),
): string {
  const twiml = new VoiceResponse();
  appendSay(twiml, asked);
  twiml.record({
    action: urls.voicemailRecorded(call, language),
    finishOnKey: END_OF_MESSAGE,
    maxLength: LONGEST_MESSAGE_SECONDS,
    playBeep: true,
    timeout: 5,
    // The message is kept when the caller hangs up and the action is never asked.
    recordingStatusCallback: urls.voicemailStatus(call),
    recordingStatusCallbackEvent: ['completed'],
  });
  // When the caller says nothing, Twilio goes on here and does not ask the action.
  twiml.redirect(urls.voicemailRecorded(call, language));
  return twiml.toString();
}

/** Says something and ends the leg. */
export function sayAndHangUp(prompt: Prompt, language: Language): string {
  const twiml = new VoiceResponse();
  appendSay(twiml, spokenPrompt(prompt, language));
  twiml.hangup();
  return twiml.toString();
}

function appendSay(twiml: VoiceResponse, spoken: Spoken | undefined): void {
  if (spoken) twiml.say(spoken.voice, spoken.words);
}

/**
 * The attributes of every party's Conference noun. The first party to join fixes the callback, so all carry the same.
 */
function conferenceOf(urls: Urls, call: CallSid, participantLabel: string) {
  return {
    participantLabel,
    beep: 'false' as const,
    statusCallback: urls.conferenceEvent(call),
    statusCallbackEvent: ['end', 'join', 'leave'] as ('end' | 'join' | 'leave')[],
  };
}
