import * as v from 'valibot';
import { ConflictError, GoneError, type Voicemail } from '../../call/ports.ts';
import { ApiError } from '../../shared/errors.ts';
import { SyncVoicemailStore } from '../../sync/voicemail-store.ts';
import { fetchRecording } from '../../twilio/recording-sound.ts';
import { apiHandler, soundHandler } from '../api-handler.ts';
import { emptyBody, recordingSid } from './request-bodies.ts';

const voicemailBody = v.strictObject({ recording: recordingSid });

/** The messages that nobody has dealt with yet, newest first. */
export const listVoicemails = apiHandler(emptyBody, async ({ sync }) => {
  const all = await new SyncVoicemailStore(sync).list();
  const voicemails = all.filter(({ closed }) => !closed).toSorted((one, other) => other.at - one.at);
  return { body: { voicemails } };
});

/** The message has been dealt with. Closing it again changes nothing: the first agent's name stays. */
export const closeVoicemail = apiHandler(voicemailBody, async ({ sync, body, now }, session) => {
  const store = new SyncVoicemailStore(sync);
  const voicemail = await close(store, body.recording, { by: session.agent, at: now });
  if (!voicemail) throw new ApiError('message-unknown');
  return { body: { voicemail } };
});

/** The message itself, for `<audio src>`. The account's credentials stay on the server; only messages on the list are played. */
export const playVoicemail = soundHandler(voicemailBody, async ({ sync, body, config, ports }) => {
  const stored = await new SyncVoicemailStore(sync).load(body.recording);
  if (!stored) throw new ApiError('message-unknown');
  return await fetchRecording(config, body.recording, ports.budget).catch((error: unknown) => {
    throw error instanceof GoneError ? new ApiError('message-unknown') : error;
  });
});

async function close(
  store: SyncVoicemailStore,
  recording: string,
  closed: NonNullable<Voicemail['closed']>,
): Promise<Voicemail | undefined> {
  const stored = await store.load(recording);
  if (!stored || stored.value.closed) return stored?.value;
  const next = { ...stored.value, closed };
  try {
    await store.save(next, stored.revision);
    return next;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    return (await store.load(recording))?.value;
  }
}
