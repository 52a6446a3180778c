import type { Agent } from './agent.ts';
import type { Call, Leg, LegReason, Party } from './call.ts';
import type { Command } from './commands.ts';
import { agentOf, offered, onLine } from './legs.ts';
import { needsAgent } from './phase.ts';
import { chooseAgent, chooseRecall } from './routing.ts';
import type { Turn } from './turn.ts';

/** Twilio may ring five seconds longer than asked; after this many more the ring's end was lost. */
const LATE_SECONDS = 15;

/** Dials a party into the call as a new leg. */
export function offer(turn: Turn, party: Party, why: LegReason): Turn {
  const id = `a${turn.call.nextLeg}`;
  const muted = why === 'recall' && wasMuted(turn.call, party);
  const leg: Leg = { id, party, state: 'dialling', why, since: turn.now, held: false, muted };
  return turn.add(leg).run(...dialCommands(leg, turn.world.settings.ringSeconds));
}

/** Whoever is rung again in place of a line that they lost is heard only once they say so. */
function wasMuted({ rescue }: Call, party: Party): boolean {
  return party.kind === 'agent' && rescue?.keeps?.agent === party.agent && rescue.keeps.muted === true;
}

/** Offers the call to an agent. */
function offerAgent(turn: Turn, agent: Agent, why: LegReason): Turn {
  return offer(turn, { kind: 'agent', agent: agent.id, name: agent.name }, why);
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
 * Finds an agent for a customer who has none. A call that had an agent goes back to its own people first.
 * @param again whether agents who missed this call may be rung again; only a pass of the music allows it, so
 *   that one failing agent is never dialled in a tight loop
 */
export function route(turn: Turn, again = false): Turn {
  const { call, world } = turn;
  if (!call.customer.joined || !needsAgent(call)) return turn;
  const own = call.rescue && chooseRecall(call, again ? call.rescue.first : unmissed(turn), world);
  if (own) return offerAgent(turn, own, 'recall').tell('rung-again', { name: own.name });
  if (call.rescue?.keeps && world.now < call.rescue.until) return turn;
  const agent = chooseAgent(call, world, again);
  return agent ? offerAgent(turn, agent, 'route').tell('rung', { name: agent.name }) : turn;
}

function unmissed({ call }: Turn): readonly string[] {
  return (call.rescue?.first ?? []).filter((agent) => !call.missedBy.includes(agent));
}

/** Somebody is on the line: whoever else was rung for the waiting customer stops ringing. */
export function cancelOffers(turn: Turn): Turn {
  const needless = offered(turn.call).filter((leg) => leg.why === 'route' || leg.why === 'recall');
  return needless.reduce((next, leg) => withdraw(next, leg), turn);
}

/** Takes an offer back: the phone stops ringing and the agent is available again. */
export function withdraw(turn: Turn, leg: Leg): Turn {
  return giveBack(turn.hangUp(leg), leg, 'available', 'cancelled');
}

/** Gives the leg's agent back; an outside party has nobody to give back. */
export function giveBack(
  turn: Turn,
  leg: Leg,
  to: Agent['presence'],
  why: Extract<Command, { type: 'ReleaseAgent' }>['why'],
): Turn {
  const agent = agentOf(leg);
  return agent ? turn.run({ type: 'ReleaseAgent', agent, leg: leg.id, to, why }) : turn;
}

/** Whether the ring should have ended by now, so that its end was lost. */
export function isOverdue(leg: Leg, turn: Turn): boolean {
  const limit = (turn.world.settings.ringSeconds + LATE_SECONDS) * 1000;
  return (leg.state === 'dialling' || leg.state === 'ringing') && turn.now - leg.since > limit;
}

/** Whether the customer is with somebody who can hear them. */
export function isAccompanied(turn: Turn): boolean {
  return onLine(turn.call).some((leg) => !leg.held);
}
