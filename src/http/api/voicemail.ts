import * as v from 'valibot';
import type { Voicemail } from '../../core/model/history.ts';
import { GoneError } from '../../call/ports.ts';
import { isOutdated, removeOutdated } from '../message-retention.ts';
import { ApiError } from '../../shared/errors.ts';
import { compareAndSwap } from '../../shared/storage.ts';
import { fetchRecording } from '../../twilio/recording-sound.ts';
import { apiHandler, soundHandler } from '../api-handler.ts';
import { emptyBody, recordingSid } from './request-bodies.ts';

const voicemailBody = v.strictObject({ recording: recordingSid });

/** The messages that nobody has dealt with yet, newest first. It also removes some that are past their time. */
export const listVoicemails = apiHandler(emptyBody, async (request) => {
  const { stores, config, now } = request;
  const all = await stores.voicemails.list();
  const isOver = (message: Voicemail): boolean => isOutdated(message, config.settings, now);
  const open = all.filter((message) => !message.closed && !isOver(message));
  await removeOutdated(request, all.filter(isOver));
  return { body: { voicemails: open.toSorted((one, other) => other.at - one.at) } };
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

/** The message itself, for `<audio src>`. The account's credentials stay on the server. Only messages on the list are played. */
export const playVoicemail = soundHandler(voicemailBody, async ({ stores, body, config, ports, now }) => {
  const message = (await stores.voicemails.load(body.recording))?.value;
  if (!message || message.closed || isOutdated(message, config.settings, now))
    throw new ApiError('message-unknown');
  return await fetchRecording(config, body.recording, ports.budget).catch((error: unknown) => {
    throw error instanceof GoneError ? new ApiError('message-unknown') : error;
  });
});
