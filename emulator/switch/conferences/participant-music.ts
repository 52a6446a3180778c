import { Interrupted } from '../sound/interruption.ts';
import { type MusicTarget, playMusic, playTwiliosMusic } from '../sound/music.ts';
import { voiceParams } from '../calls/voice-params.ts';
import type { Participant } from './conference.ts';
import type { SwitchServices } from '../switch-services.ts';
import type { HttpMethod } from '../requests.ts';

/**
 * Plays the document of `url` to a participant, in place of the sound before. `''` is silence, undefined is Twilio's
 * own music. `failed` is called when a document cannot be fetched.
 * https://www.twilio.com/docs/voice/twiml/conference#attributes-waiturl
 */
export function startMusic(
  context: SwitchServices,
  participant: Participant,
  source: { readonly url?: string | undefined; readonly method: HttpMethod },
  failed: () => void = () => {},
): void {
  stopMusic(participant);
  if (source.url === '') return;
  const music = new AbortController();
  participant.music = music;
  const target = targetFor(context, participant, music.signal);
  const { url, method } = source;
  const playing = url === undefined ? playTwiliosMusic(target) : playMusic(context, target, { url, method });
  playing.catch((error: unknown) => {
    if (error instanceof Interrupted || music.signal.aborted) return;
    reportFailure(context, participant, error);
    failed();
  });
}

export function stopMusic(participant: Participant): void {
  participant.music?.abort(new Interrupted('participant_updated_via_api'));
  delete participant.music;
  participant.sound.stop();
}

/** Says something to one participant over whatever they hear. */
export async function announce(
  context: SwitchServices,
  participant: Participant,
  request: { readonly url: string; readonly method: HttpMethod },
): Promise<void> {
  const over = new AbortController();
  void participant.over.then(() => over.abort(new Interrupted('participant_hung_up')));
  await playMusic(context, targetFor(context, participant, over.signal), request).catch((error: unknown) => {
    if (!(error instanceof Interrupted)) reportFailure(context, participant, error);
  });
}

function targetFor(context: SwitchServices, participant: Participant, signal: AbortSignal): MusicTarget {
  const { sound, callSid } = participant;
  return { sound, signal, callSid, params: musicParams(context, participant) };
}

function musicParams({ beliefs }: SwitchServices, participant: Participant): Record<string, string> {
  const belief = beliefs.get('musicParameters');
  if (belief === 'none') return {};
  const { accountSid, call, conference } = participant;
  const { sid: ConferenceSid, friendlyName: FriendlyName } = conference;
  const ofCall = belief === 'call-and-conference' ? voiceParams(call) : {};
  return { ...ofCall, AccountSid: accountSid, ApiVersion: '2010-04-01', ConferenceSid, FriendlyName };
}

function reportFailure(context: SwitchServices, participant: Participant, error: unknown): void {
  const { code: errorCode = 11200, message } = error as { code?: number; message: string };
  context.log.record({ kind: 'twiml', errorCode, message, callSid: participant.callSid });
}
