import type { VoiceRequest, VoiceRoute } from './voice-handler.ts';
import { handleEvent } from '../call/handle-event.ts';
import { SyncVoicemailStore } from '../sync/voicemail-store.ts';
import { callOf, languageIn, numberIn, recordingOf } from '../twilio/parse-webhook.ts';
import * as twiml from '../twilio/twiml.ts';

/** Asks the caller for a message. */
export const voicemail: VoiceRoute = {
  name: 'voicemail',
  answer: ({ parameters, urls }) => {
    const call = callOf(parameters);
    const language = languageIn(parameters);
    return call ? twiml.voicemail(urls, call, language) : twiml.sayAndHangUp('trouble', language);
  },
};

/** The caller has spoken: keeps the message and says goodbye. */
export const voicemailRecorded: VoiceRoute = {
  name: 'voicemail-recorded',
  answer: async (request) => {
    await Promise.all([keepMessage(request), endCall(request)]);
    return twiml.sayAndHangUp('thanks', languageIn(request.parameters));
  },
  safely: ({ parameters }) => twiml.sayAndHangUp('thanks', languageIn(parameters)),
};

/** The recording is ready: keeps the message in case the first word of it was lost. */
export const voicemailStatus: VoiceRoute = {
  name: 'voicemail-status',
  answer: async (request) => {
    if (request.parameters['RecordingStatus'] === 'completed') await keepMessage(request);
    return twiml.nothing();
  },
};

async function keepMessage({ parameters, service, ports, now }: VoiceRequest): Promise<void> {
  const call = callOf(parameters);
  const recording = recordingOf(parameters);
  if (!call || !recording) return;
  const seconds = numberIn(parameters, 'RecordingDuration') ?? 0;
  const stored = await ports().calls.load(call);
  const from = stored?.value.from ?? textOf(parameters['From']) ?? 'anonymous';
  await new SyncVoicemailStore(service().sync).add({ recording, call, from, at: now, seconds });
}

async function endCall({ parameters, ports }: VoiceRequest): Promise<void> {
  const call = callOf(parameters);
  if (call && recordingOf(parameters)) await handleEvent(ports(), call, { type: 'VoicemailRecorded' });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
