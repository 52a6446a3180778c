import { type VoiceRequest, voiceHandler } from '../voice-handler.ts';
import { handleEvent } from '../../call/handle-event.ts';
import type { AgentId } from '../../core/model/ids.ts';
import { agentIn, callIn, callSidIn } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';

/** An agent's page connects again to its own call. */
export const rejoin = voiceHandler({
  name: 'rejoin',
  answer: async (request) => {
    const { parameters, ports, urls } = request;
    const call = callIn(parameters);
    const sid = callSidIn(parameters);
    const agent = agentIn(parameters);
    if (!call || !sid || !agent || !(await isLetIn(request, agent)))
      return twiml.sayAndHangUp('notYourCall', 'en');
    const handled = await handleEvent(ports(), call, { type: 'AgentRejoined', agent, sid });
    const leg = handled.kind === 'handled' ? handled.call.legs.find((each) => each.sid === sid) : undefined;
    return leg && handled.kind === 'handled'
      ? twiml.joinOrWait(urls, handled.call, leg.id)
      : twiml.sayAndHangUp('notYourCall', 'en');
  },
  fallback: () => twiml.sayAndHangUp('trouble', 'en'),
});

/** Nobody can call back a token that is out. The account says whether its agent may still use it. */
async function isLetIn({ service }: VoiceRequest, agent: AgentId): Promise<boolean> {
  const account = await service().stores.accounts.load(agent);
  return account?.value.disabled === false;
}
