import type { Agent } from '../model/agent.ts';
import type { Leg, LegReason, Party } from '../model/call.ts';
import type { Command } from '../model/commands.ts';
import { agentOf, lastAgent, offered, onLine, wasMuted } from '../model/legs.ts';
import { needsAgent } from '../model/phase.ts';
import { chooseAgent, chooseRecall } from './queue.ts';
import type { Transition } from '../transition.ts';

/** Twilio may ring five seconds longer than we asked. After these seconds the webhook of the ring's end was lost. */
const LATE_SECONDS = 15;

/**
 * Dials a party into the call as a new leg.
 * @param again whether it takes the place of a ring that a closing page ended
 */
export function offer(transition: Transition, party: Party, why: LegReason, again = false): Transition {
  const id = transition.nextLegId;
  // An agent who lost their line while muted stays muted when we ring them again.
  const muted = why === 'recall' && party.kind === 'agent' && wasMuted(transition.call, party.agent);
  const state = { state: 'dialling', since: transition.now, held: false, muted } as const;
  const leg: Leg = { id, party, why, ...state, ...(again && { again }) };
  return transition.addLeg(leg).run(...dialCommands(leg, transition.world.settings.ringSeconds));
}

/** Offers the call to an agent. */
function offerAgent(transition: Transition, agent: Agent, why: LegReason): Transition {
  return offer(transition, { kind: 'agent', agent: agent.id, name: agent.name }, why);
}

function dialCommands({ id: leg, party }: Leg, ringSeconds: number): readonly Command[] {
  if (party.kind === 'outside') return [{ type: 'DialOutside', leg, entry: party.entry, ringSeconds }];
  const { agent } = party;
  return [
    { type: 'ClaimAgent', agent, leg },
    { type: 'DialAgent', leg, agent, ringSeconds },
  ];
}

/**
 * Finds an agent for a customer who has none. A call that had an agent goes back to its own agents first.
 * @param again whether agents who missed this call may be rung again. Only a tick allows it, and an agent who turns
 * available. So we never dial one failing agent in a tight loop.
 */
export function route(transition: Transition, again = false): Transition {
  const { call, world } = transition;
  if (!call.customer.joined || !needsAgent(call)) return transition;
  const own = call.rescue && chooseRecall(call, again ? call.rescue.first : unmissed(transition), world);
  if (own) return offerAgent(transition, own, 'recall').record('rung-again', { name: own.name });
  const last = lastAgent(call);
  if (last && world.now < last.until) return transition;
  const agent = chooseAgent(call, world, again);
  return agent ? offerAgent(transition, agent, 'route').record('rung', { name: agent.name }) : transition;
}

function unmissed({ call }: Transition): readonly string[] {
  return (call.rescue?.first ?? []).filter((agent) => !call.missedBy.includes(agent));
}

/** Somebody is on the line. All other offers to agents for the waiting customer stop. */
export function cancelOffers(transition: Transition): Transition {
  const needless = offered(transition.call).filter((leg) => leg.why === 'route' || leg.why === 'recall');
  return needless.reduce((next, leg) => cancelOffer(next, leg), transition);
}

/** Cancels an offer. The phone stops ringing, and the agent is available again. */
export function cancelOffer(transition: Transition, leg: Leg): Transition {
  return releaseAgentOf(transition.hangUp(leg), leg, 'available', 'cancelled');
}

/** Releases the leg's agent. For an outside party there is nobody to release. */
export function releaseAgentOf(
  transition: Transition,
  leg: Leg,
  to: Agent['presence'],
  why: Extract<Command, { type: 'ReleaseAgent' }>['why'],
): Transition {
  const agent = agentOf(leg);
  return agent ? transition.run({ type: 'ReleaseAgent', agent, leg: leg.id, to, why }) : transition;
}

/** Whether the ring should have ended by now. If so, the webhook of its end was lost. */
export function isOverdue(leg: Leg, transition: Transition): boolean {
  const limit = (transition.world.settings.ringSeconds + LATE_SECONDS) * 1000;
  return (leg.state === 'dialling' || leg.state === 'ringing') && transition.now - leg.since > limit;
}

/** Whether the customer is with somebody who can hear them. */
export function isAccompanied(transition: Transition): boolean {
  return onLine(transition.call).some((leg) => !leg.held);
}
