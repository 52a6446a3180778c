import { Interrupted } from '../sound/interruption.ts';
import { type MusicTarget, playMusic, playTwiliosMusic } from '../sound/music.ts';
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
  const target = targetFor(participant, music.signal);
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
  await playMusic(context, targetFor(participant, over.signal), request).catch((error: unknown) => {
    if (!(error instanceof Interrupted)) reportFailure(context, participant, error);
  });
}

function targetFor(participant: Participant, signal: AbortSignal): MusicTarget {
  const { sound, callSid, accountSid, conference } = participant;
  const params = { AccountSid: accountSid, ApiVersion: '2010-04-01', ConferenceSid: conference.sid };
  return { sound, signal, callSid, params: { ...params, FriendlyName: conference.friendlyName } };
}

function reportFailure(context: SwitchServices, participant: Participant, error: unknown): void {
  const { code: errorCode = 11200, message } = error as { code?: number; message: string };
  context.log.record({ kind: 'twiml', errorCode, message, callSid: participant.callSid });
}
