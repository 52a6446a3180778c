import * as v from 'valibot';
import { GoneError } from '../../call/ports.ts';
import { ApiError } from '../../shared/errors.ts';
import { compareAndSwap } from '../../shared/storage.ts';
import { fetchRecording } from '../../twilio/recording-sound.ts';
import { apiHandler, soundHandler } from '../api-handler.ts';
import { emptyBody, recordingSid } from './request-bodies.ts';

const voicemailBody = v.strictObject({ recording: recordingSid });

/** The messages that nobody has dealt with yet, newest first. */
export const listVoicemails = apiHandler(emptyBody, async ({ stores }) => {
  const all = await stores.voicemails.list();
  const voicemails = all.filter(({ closed }) => !closed).toSorted((one, other) => other.at - one.at);
  return { body: { voicemails } };
});

/** The message has been dealt with. Closing it again changes nothing: who was first stays. */
export const closeVoicemail = apiHandler(voicemailBody, async ({ stores, ports, body, now }, session) => {
  const { voicemails } = stores;
  const swapped = await compareAndSwap({
    load: () => voicemails.load(body.recording),
    change: (message) =>
      message.closed ? undefined : { ...message, closed: { by: session.agent, at: now } },
    save: (message, revision) => voicemails.save(message, revision),
    budget: ports.budget,
  });
  if (!swapped) throw new ApiError('message-unknown');
  return { body: { voicemail: swapped.after } };
});

/** The message itself, for `<audio src>`. The account's credentials stay on the server; only messages on the list are played. */
export const playVoicemail = soundHandler(voicemailBody, async ({ stores, body, config, ports }) => {
  const stored = await stores.voicemails.load(body.recording);
  if (!stored) throw new ApiError('message-unknown');
  return await fetchRecording(config, body.recording, ports.budget).catch((error: unknown) => {
    throw error instanceof GoneError ? new ApiError('message-unknown') : error;
  });
});
