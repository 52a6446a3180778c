import { type VoiceRequest, voiceHandler } from '../voice-handler.ts';
import { handleEvent } from '../../call/handle-event.ts';
import { agentOfIdentity } from '../../core/model/identity.ts';
import type { AgentId } from '../../core/model/ids.ts';
import { callIn, identityIn, callSidIn } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';

/** An agent's page connects again to its own call. */
export const rejoin = voiceHandler({
  name: 'rejoin',
  answer: async (request) => {
    const { parameters, ports, urls } = request;
    const call = callIn(parameters);
    const sid = callSidIn(parameters);
    const agent = await agentLetIn(request);
    if (!call || !sid || !agent) return twiml.sayAndHangUp('notYourCall', 'en');
    const handled = await handleEvent(ports(), call, { type: 'AgentRejoined', agent, sid });
    const leg = handled.kind === 'handled' ? handled.call.legs.find((each) => each.sid === sid) : undefined;
    return leg && handled.kind === 'handled'
      ? twiml.joinOrWait(urls, handled.call, leg.id)
      : twiml.sayAndHangUp('notYourCall', 'en');
  },
  fallback: () => twiml.sayAndHangUp('trouble', 'en'),
});

/** Nobody can call back a token that is out. The account says whether the token still names its agent. */
async function agentLetIn({ parameters, ports }: VoiceRequest): Promise<AgentId | undefined> {
  const identity = identityIn(parameters);
  if (identity === undefined) return undefined;
  const agent = agentOfIdentity(identity);
  return (await ports().identities.of(agent)) === identity ? agent : undefined;
}
