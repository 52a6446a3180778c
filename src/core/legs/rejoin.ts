import type { Call, Leg } from '../model/call.ts';
import type { AgentId, PhoneCallSid } from '../model/ids.ts';
import { legVanished } from './departures.ts';
import { absentAgent, agentLeg, agentOf, legOf, wasMuted } from '../model/legs.ts';
import { isClosed } from '../model/phase.ts';
import { isPrivate } from '../model/transfer-kinds.ts';
import type { Transition } from '../transition.ts';

/**
 * An agent's page is back and connects again as a new leg. Any leg that they had before is gone with their old page.
 * Only the call's own agents may come in; the legs of others are hung up.
 */
export function agentRejoined(
  transition: Transition,
  agent: AgentId,
  sid: PhoneCallSid,
): Transition | undefined {
  if (transition.call.legs.some((leg) => leg.sid === sid)) return undefined;
  const name = nameForRejoin(transition, agent);
  if (isClosed(transition.call) || !name) return transition.run({ type: 'HangUp', leg: 'rejoin', sid });
  const freed = withoutOldLegs(transition, agent);
  const id = freed.nextLegId;
  const party = { kind: 'agent', agent, name } as const;
  const [held, muted] = [mustStayOutside(freed.call, agent), wasMuted(transition.call, agent)];
  const leg: Leg = { id, party, state: 'answered', why: 'rejoin', since: transition.now, sid, held, muted };
  return freed.addLeg(leg).run({ type: 'ClaimAgent', agent, leg: id }).record('page-back', { name });
}

/** An agent who was on hold is on hold again, and nobody joins a private talk. */
function mustStayOutside(call: Call, agent: AgentId): boolean {
  const isInPrivate = isPrivate(call.transfer) && legOf(call, call.transfer?.target) !== undefined;
  return isInPrivate || absentAgent(call, agent)?.held === true;
}

function withoutOldLegs(transition: Transition, agent: AgentId): Transition {
  const old = agentLeg(transition.call, agent);
  if (!old) return transition;
  // A dead page says nothing. Its leg would stay in the room until Twilio misses its sound.
  return withoutOldLegs(
    old.state === 'on' ? legVanished(transition.hangUp(old), old) : replace(transition, old),
    agent,
  );
}

/** The new leg replaces a leg that was not in the room yet, also as the target of a transfer. */
function replace(transition: Transition, old: Leg): Transition {
  const { transfer } = transition.call;
  const gone = transition.hangUp(old);
  return transfer?.target === old.id
    ? gone.with({ transfer: { ...transfer, target: transition.nextLegId } })
    : gone;
}

function nameForRejoin({ call, world }: Transition, agent: AgentId): string | undefined {
  const party = call.legs.find((leg) => agentOf(leg) === agent)?.party;
  const absent = absentAgent(call, agent);
  if (absent?.name !== undefined) return absent.name;
  const isKnown = absent || call.rescue?.first.includes(agent) || call.formerOwner === agent;
  return (
    party?.name ?? (isKnown ? (world.agents.find((each) => each.id === agent)?.name ?? agent) : undefined)
  );
}
