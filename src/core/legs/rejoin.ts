import type { Call, Leg } from '../model/call.ts';
import type { AgentId, CallSid } from '../model/ids.ts';
import { legVanished } from './departures.ts';
import { agentLeg, agentOf, keptPlace, legOf } from '../model/legs.ts';
import { isClosed } from '../model/phase.ts';
import type { Transition } from '../transition.ts';

/**
 * An agent's page is back and connects again as a new leg. Any leg that they had before is gone with their old page.
 * Only the call's own agents may come in; the legs of others are hung up.
 */
export function agentRejoined(transition: Transition, agent: AgentId, sid: CallSid): Transition | undefined {
  if (transition.call.legs.some((leg) => leg.sid === sid)) return undefined;
  const name = nameForRejoin(transition, agent);
  if (isClosed(transition.call) || !name) return transition.run({ type: 'HangUp', leg: 'rejoin', sid });
  const freed = withoutOldLegs(transition, agent);
  const id = `a${freed.call.nextLeg}`;
  const party = { kind: 'agent', agent, name } as const;
  const was = asTheyWere(freed.call, agent, agentLeg(transition.call, agent));
  const leg: Leg = { id, party, state: 'answered', why: 'rejoin', since: transition.now, sid, ...was };
  return freed.addLeg(leg).run({ type: 'ClaimAgent', agent, leg: id }).record('page-back', { name });
}

/**
 * A new leg opens nothing that was shut. An agent who was muted or on hold is so again, and nobody joins a private
 * talk.
 */
function asTheyWere(call: Call, agent: AgentId, old: Leg | undefined): Pick<Leg, 'held' | 'muted'> {
  const keeps = call.rescue?.keeps?.agent === agent ? call.rescue.keeps : undefined;
  const place = keptPlace(call, agent);
  const isOutside = call.transfer?.kind === 'consult' && legOf(call, call.transfer.target) !== undefined;
  return { held: isOutside || place?.held === true, muted: (place ?? keeps ?? old)?.muted === true };
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
  const { transfer, nextLeg } = transition.call;
  const gone = transition.hangUp(old);
  return transfer?.target === old.id ? gone.with({ transfer: { ...transfer, target: `a${nextLeg}` } }) : gone;
}

function nameForRejoin({ call, world }: Transition, agent: AgentId): string | undefined {
  const party = call.legs.find((leg) => agentOf(leg) === agent)?.party;
  const place = keptPlace(call, agent);
  if (place) return place.name;
  const isKnown = call.rescue?.first.includes(agent) || call.formerOwner === agent;
  return (
    party?.name ?? (isKnown ? (world.agents.find((each) => each.id === agent)?.name ?? agent) : undefined)
  );
}
