import type { AgentId } from '../core/model/ids.ts';
import { randomName } from '../shared/random-name.ts';
import { handleEvent } from './handle-event.ts';
import type { Ports } from './ports.ts';

/**
 * Declines the call that rings at an agent's place, as somebody wants who signs out then. The next agent is rung at once.
 * Nothing happens when no call rings there; who talks goes on talking.
 */
export async function declineRing(ports: Ports, agent: AgentId): Promise<void> {
  const call = (await ports.agents.load(agent))?.value.call;
  if (call) await handleEvent(ports, call, { type: 'DeclineAsked', by: agent, key: randomName() });
}
