import type { VoiceRequest, VoiceRoute } from './voice-handler.ts';
import { handleEvent } from '../call/handle-event.ts';
import { SyncVoicemailStore } from '../sync/voicemail-store.ts';
import { callOf, languageIn, numberIn } from '../twilio/parse-webhook.ts';
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

/** Keeps the message and says goodbye. */
export const voicemailRecorded: VoiceRoute = {
  name: 'voicemail-recorded',
  answer: async (request) => {
    await Promise.all([keepMessage(request), endCall(request)]);
    return twiml.sayAndHangUp('thanks', languageIn(request.parameters));
  },
  safely: ({ parameters }) => twiml.sayAndHangUp('thanks', languageIn(parameters)),
};

async function keepMessage({ parameters, service, now }: VoiceRequest): Promise<void> {
  const call = callOf(parameters);
  const recording = parameters['RecordingSid'];
  if (!call || typeof recording !== 'string') return;
  const from = typeof parameters['From'] === 'string' ? parameters['From'] : 'anonymous';
  const seconds = numberIn(parameters, 'RecordingDuration') ?? 0;
  await new SyncVoicemailStore(service().sync).add({ call, from, at: now, recording, seconds });
}

async function endCall({ parameters, ports }: VoiceRequest): Promise<void> {
  const call = callOf(parameters);
  if (call) await handleEvent(ports(), call, { type: 'VoicemailRecorded' });
}
