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
  type Parameters,
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

/** A caller may have been asked for a message while Sync was out. Notes it now, so that they leave the queue. */
async function noteAsking({ parameters, emergencyPorts }: VoiceRequest): Promise<void> {
  const call = callIn(parameters);
  if (!call || callSidIn(parameters) !== call) return;
  await handleEvent(emergencyPorts(ASKING_NOTED_MS), call, { type: 'MessageAsked' }).catch(() => undefined);
}

/** The caller has spoken or said nothing: keeps the message, if there is one, and says goodbye. */
export const voicemailRecorded = voiceHandler({
  name: 'voicemail-recorded',
  answer: async (request) => {
    await Promise.all([keepMessage(request), endAfterMessage(request)]);
    return goodbye(request);
  },
  fallback: (request) => goodbye(request),
});

/** Promises to call back only where there is a message. */
function goodbye({ parameters }: VoiceRequest): string {
  const prompt = messageIn(parameters) ? 'thanks' : 'nothingHeard';
  return twiml.sayAndHangUp(prompt, languageIn(parameters));
}

/** What is shorter is the breath or the click of somebody who hangs up. */
const SHORTEST_MESSAGE_SECONDS = 2;

/** The message that a webhook tells of. Without a recording, or with a very short one, the caller said nothing. */
function messageIn(
  parameters: Parameters,
): { readonly recording: string; readonly seconds: number } | undefined {
  const recording = recordingIn(parameters);
  const seconds = numberIn(parameters, 'RecordingDuration');
  if (!recording || (seconds !== undefined && seconds < SHORTEST_MESSAGE_SECONDS)) return undefined;
  return { recording, seconds: seconds ?? 0 };
}

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
  const message = messageIn(parameters);
  if (!call || !message) return;
  const stored = await ports().calls.load(call);
  const from = stored?.value.from ?? callerIn(parameters);
  await service().stores.voicemails.add({ ...message, call, from, at: now }, daysOf(settings));
}

async function endAfterMessage({ parameters, ports }: VoiceRequest): Promise<void> {
  const call = callIn(parameters);
  if (call && messageIn(parameters)) await handleEvent(ports(), call, { type: 'VoicemailRecorded' });
}
