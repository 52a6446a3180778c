import { type VoiceRequest, voiceHandler } from '../voice-handler.ts';
import { handleEvent } from '../../call/handle-event.ts';
import { mustWait } from '../../core/legs/admission.ts';
import type { Call } from '../../core/model/call.ts';
import type { CallSid, LegId } from '../../core/model/ids.ts';
import { callIn, callSidIn, legIn, numberIn } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';

/** An agent or outside party has answered. A view of the call says what they do next. */
export const connectAgent = voiceHandler({
  name: 'connect-agent',
  answer: async (request) => {
    const { call, leg } = askedBy(request);
    if (!call || !leg) return twiml.sayAndHangUp('callerGone', 'en');
    return twiml.joinOrWait(request.urls, await callAfterAsking(request, call, leg), leg);
  },
  fallback: (request) => {
    const { call, leg, tries } = askedBy(request);
    return call && leg ? twiml.askAgain(request.urls, call, leg, tries) : twiml.hangUp();
  },
});

/** Tells the call that a party waits. The call then does what they wait for, or lets them go. */
async function callAfterAsking(
  { parameters, ports }: VoiceRequest,
  id: CallSid,
  leg: LegId,
): Promise<Call | undefined> {
  const stored = await ports().calls.load(id);
  const sid = callSidIn(parameters);
  const own = stored?.value.legs.find((each) => each.id === leg);
  if (!stored || !own || !sid || !mustWait(stored.value, own)) return stored?.value;
  const handled = await handleEvent(ports(), id, { type: 'LegWaited', leg, sid });
  return handled.kind === 'handled' ? handled.call : stored.value;
}

function askedBy({ parameters }: VoiceRequest) {
  return { call: callIn(parameters), leg: legIn(parameters), tries: numberIn(parameters, 'tries') ?? 0 };
}
