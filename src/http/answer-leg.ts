import type { VoiceRequest, VoiceRoute } from './voice-handler.ts';
import { handleEvent } from '../call/handle-event.ts';
import { mustWait } from '../core/admission.ts';
import type { AgentId, Call, CallSid, LegId } from '../core/call.ts';
import { SyncAccountStore } from '../sync/account-store.ts';
import { agentOf, callOf, callSidOf, legOf, numberIn } from '../twilio/parse-webhook.ts';
import * as twiml from '../twilio/twiml.ts';

/** An agent or outside party has answered: a view of the call says what they do. */
export const connectAgent: VoiceRoute = {
  name: 'connect-agent',
  answer: async (request) => {
    const { call, leg } = askedBy(request);
    if (!call || !leg) return twiml.sayAndHangUp('callerGone', 'en');
    return twiml.joinOrWait(request.urls, await callAfterAsking(request, call, leg), leg);
  },
  safely: (request) => {
    const { call, leg, tries } = askedBy(request);
    return call && leg ? twiml.askAgain(request.urls, call, leg, tries) : twiml.hangUp();
  },
};

/** Who has to wait is told to the call: it sees to what they wait for, or lets them go. */
async function callAfterAsking(
  { parameters, ports }: VoiceRequest,
  id: CallSid,
  leg: LegId,
): Promise<Call | undefined> {
  const stored = await ports().calls.load(id);
  const sid = callSidOf(parameters);
  const own = stored?.value.legs.find((each) => each.id === leg);
  if (!stored || !own || !sid || !mustWait(stored.value, own)) return stored?.value;
  const handled = await handleEvent(ports(), id, { type: 'LegWaited', leg, sid });
  return handled.kind === 'handled' ? handled.call : stored.value;
}

/** An agent's page connects again into the call that it is a party of. */
export const rejoin: VoiceRoute = {
  name: 'rejoin',
  answer: async (request) => {
    const { parameters, ports, urls } = request;
    const call = callOf(parameters);
    const sid = callSidOf(parameters);
    const agent = agentOf(parameters);
    if (!call || !sid || !agent || !(await isLetIn(request, agent)))
      return twiml.sayAndHangUp('notYourCall', 'en');
    const handled = await handleEvent(ports(), call, { type: 'AgentRejoined', agent, sid });
    const leg = handled.kind === 'handled' ? handled.call.legs.find((each) => each.sid === sid) : undefined;
    return leg && handled.kind === 'handled'
      ? twiml.joinOrWait(urls, handled.call, leg.id)
      : twiml.sayAndHangUp('notYourCall', 'en');
  },
  safely: () => twiml.sayAndHangUp('trouble', 'en'),
};

/** A token that is out cannot be called back: the account says whether its agent may still use it. */
async function isLetIn({ service }: VoiceRequest, agent: AgentId): Promise<boolean> {
  const account = await new SyncAccountStore(service().sync).load(agent);
  return account?.value.disabled === false;
}

/** Music for a held agent or outside party. */
export const legHold: VoiceRoute = {
  name: 'leg-hold',
  answer: ({ urls }) => twiml.legMusic(urls),
};

function askedBy({ parameters }: VoiceRequest) {
  return { call: callOf(parameters), leg: legOf(parameters), tries: numberIn(parameters, 'tries') ?? 0 };
}
