import type { AgentId, Call, CallSid, Leg } from './call.ts';
import { depart } from './departures.ts';
import { agentLeg, agentOf, keptPlace, legOf } from './legs.ts';
import { isClosed } from './phase.ts';
import type { Turn } from './turn.ts';

/**
 * An agent's page is back and connects again as a new leg. Whatever leg they had before is gone with their old page.
 * Only those the call belongs to are let in: others' legs are hung up.
 */
export function agentRejoined(turn: Turn, agent: AgentId, sid: CallSid): Turn | undefined {
  if (turn.call.legs.some((leg) => leg.sid === sid)) return undefined;
  const name = nameOf(turn, agent);
  if (isClosed(turn.call) || !name) return turn.run({ type: 'HangUp', leg: 'rejoin', sid });
  const freed = withoutOldLegs(turn, agent);
  const id = `a${freed.call.nextLeg}`;
  const party = { kind: 'agent', agent, name } as const;
  const was = asTheyWere(freed.call, agent, agentLeg(turn.call, agent));
  const leg: Leg = { id, party, state: 'answered', why: 'rejoin', since: turn.now, sid, ...was };
  return freed.add(leg).run({ type: 'ClaimAgent', agent, leg: id }).tell('page-back', { name });
}

/** A new leg opens nothing that was shut: who was muted or on hold is so again, and nobody walks in on a private word. */
function asTheyWere(call: Call, agent: AgentId, old: Leg | undefined): Pick<Leg, 'held' | 'muted'> {
  const keeps = call.rescue?.keeps?.agent === agent ? call.rescue.keeps : undefined;
  const place = keptPlace(call, agent);
  const isOutside = call.transfer?.kind === 'consult' && legOf(call, call.transfer.target) !== undefined;
  return { held: isOutside || place?.held === true, muted: (place ?? keeps ?? old)?.muted === true };
}

function withoutOldLegs(turn: Turn, agent: AgentId): Turn {
  const old = agentLeg(turn.call, agent);
  if (!old) return turn;
  // A page that died says nothing: its leg would stay in the room until Twilio misses its sound.
  return withoutOldLegs(old.state === 'on' ? depart(turn.hangUp(old), old) : replace(turn, old), agent);
}

/** A leg that was not in yet is replaced by the new one, also as the target of a transfer. */
function replace(turn: Turn, old: Leg): Turn {
  const { transfer, nextLeg } = turn.call;
  const gone = turn.hangUp(old);
  return transfer?.target === old.id ? gone.with({ transfer: { ...transfer, target: `a${nextLeg}` } }) : gone;
}

function nameOf({ call, world }: Turn, agent: AgentId): string | undefined {
  const party = call.legs.find((leg) => agentOf(leg) === agent)?.party;
  const place = keptPlace(call, agent);
  if (place) return place.name;
  const isKnown = call.rescue?.first.includes(agent) || call.formerOwner === agent;
  return (
    party?.name ?? (isKnown ? (world.agents.find((each) => each.id === agent)?.name ?? agent) : undefined)
  );
}
