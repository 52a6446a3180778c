import { CALLBACK_DEADLINE_MS, voiceHandler } from '../voice-handler.ts';
import type { Ports } from '../../call/ports.ts';
import type { Call } from '../../core/model/call.ts';
import type { AgentId } from '../../core/model/ids.ts';
import { agentIn, callSidIn } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';
import { noteOne } from './note-event.ts';

/**
 * The end of a phone call by which a page had connected again. The TwiML application reports it, and does not know the
 * call; the agent's item does. https://www.twilio.com/docs/usage/api/applications
 */
export const rejoinStatus = voiceHandler({
  name: 'rejoin-status',
  timeoutMs: CALLBACK_DEADLINE_MS,
  answer: async ({ parameters, ports }) => {
    const sid = callSidIn(parameters);
    const call = await callOfAgent(ports(), agentIn(parameters));
    const leg = call?.legs.find((each) => each.sid === sid)?.id;
    if (sid && call && leg)
      await noteOne(ports(), { call: call.id, event: { type: 'LegEnded', leg, sid, how: 'completed' } });
    return twiml.emptyResponse();
  },
});

async function callOfAgent({ agents, calls }: Ports, agent: AgentId | undefined): Promise<Call | undefined> {
  const call = agent === undefined ? undefined : (await agents.load(agent))?.value.call;
  return call === undefined ? undefined : (await calls.load(call))?.value;
}
