import { type VoiceRequest, voiceHandler } from '../voice-handler.ts';
import { handleEvent } from '../../call/handle-event.ts';
import {
  callerIn,
  callIn,
  callSidIn,
  isRecordingReady,
  languageIn,
  numberIn,
  recordingIn,
} from '../../twilio/parse-webhook.ts';
import { daysOf } from '../message-retention.ts';
import * as twiml from '../../twilio/twiml.ts';

/** Asks the caller for a message. */
export const voicemail = voiceHandler({
  name: 'voicemail',
  answer: async (request) => {
    const { parameters, urls } = request;
    const call = callIn(parameters);
    const language = languageIn(parameters);
    await noteAsking(request);
    return call ? twiml.askForVoicemail(urls, call, language) : twiml.sayAndHangUp('trouble', language);
  },
});

/** How long noting it may keep the caller waiting, in milliseconds. */
const ASKING_NOTED_MS = 2000;

/** Whoever was asked without Sync is out of the queue, and of the room, as soon as that can be noted. */
async function noteAsking({ parameters, emergencyPorts }: VoiceRequest): Promise<void> {
  const call = callIn(parameters);
  if (!call || callSidIn(parameters) !== call) return;
  await handleEvent(emergencyPorts(ASKING_NOTED_MS), call, { type: 'MessageAsked' }).catch(() => undefined);
}

/** The caller has spoken: keeps the message and says goodbye. */
export const voicemailRecorded = voiceHandler({
  name: 'voicemail-recorded',
  answer: async (request) => {
    await Promise.all([keepMessage(request), endAfterMessage(request)]);
    return twiml.sayAndHangUp('thanks', languageIn(request.parameters));
  },
  fallback: ({ parameters }) => twiml.sayAndHangUp('thanks', languageIn(parameters)),
});

/** The recording is ready: keeps the message in case the first webhook about it was lost. */
export const voicemailStatus = voiceHandler({
  name: 'voicemail-status',
  answer: async (request) => {
    if (isRecordingReady(request.parameters)) await keepMessage(request);
    return twiml.emptyResponse();
  },
});

async function keepMessage({ parameters, service, ports, now, settings }: VoiceRequest): Promise<void> {
  const call = callIn(parameters);
  const recording = recordingIn(parameters);
  if (!call || !recording) return;
  const seconds = numberIn(parameters, 'RecordingDuration') ?? 0;
  const stored = await ports().calls.load(call);
  const from = stored?.value.from ?? callerIn(parameters);
  await service().stores.voicemails.add({ recording, call, from, at: now, seconds }, daysOf(settings));
}

async function endAfterMessage({ parameters, ports }: VoiceRequest): Promise<void> {
  const call = callIn(parameters);
  if (call && recordingIn(parameters)) await handleEvent(ports(), call, { type: 'VoicemailRecorded' });
}
