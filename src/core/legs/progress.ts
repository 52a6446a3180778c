import type { Call, Leg } from '../model/call.ts';
import type { Instant, LegId, PhoneCallSid } from '../model/ids.ts';
import type { LegEnd } from '../model/events.ts';
import { recordArrival } from './arrivals.ts';
import { legVanished, offerFailed, ringAgain } from './departures.ts';
import type { OfferFailure } from './departures.ts';
import { agentOf, legOf, onLine } from '../model/legs.ts';
import { isClosed } from '../model/phase.ts';
import { withoutDial, withoutLeg } from '../effects/pending.ts';
import { reassignOwner } from '../routing/rescue.ts';
import type { Transition } from '../transition.ts';
import { transferJoined } from './transfer.ts';

/** Twilio rings for as long as we asked. A leg that it gives up in less than this part of the time rang nowhere. */
const PART_RUNG = 0.5;

const RANK: Readonly<Record<Leg['state'], number>> = { dialling: 0, ringing: 1, answered: 2, on: 3 };

/**
 * The leg showed a sign of life. States only advance, so repeated and late webhooks change nothing. A leg that the call
 * no longer knows came too late and is hung up.
 */
export function advanceLeg(
  transition: Transition,
  id: LegId,
  sid: PhoneCallSid,
  state: Leg['state'],
  at = transition.now,
): Transition | undefined {
  const leg = legOf(transition.call, id);
  if (!leg || isClosed(transition.call) || (leg.sid && leg.sid !== sid))
    return transition.hangUpCall(id, sid, state);
  const advances = RANK[state] > RANK[leg.state];
  if (!advances && leg.sid) return undefined;
  // Twilio's clock may differ from ours.
  const since = Math.min(Math.max(at, leg.since), transition.now);
  const known = transition
    .changeLeg(id, { sid, ...(advances && { state, since }) })
    .with({ pending: withoutDial(transition.call.pending, id) });
  return advances ? recordProgress(known, leg, state) : known;
}

function recordProgress(transition: Transition, leg: Leg, state: Leg['state']): Transition {
  if (state === 'ringing') return transition.record('rings', { name: leg.party.name });
  if (state === 'answered') return transition.record('answered', { name: leg.party.name });
  return state === 'on' ? onJoined(transition, leg) : transition;
}

/** The leg came into the room. */
export function legJoined(
  transition: Transition,
  id: LegId,
  sid: PhoneCallSid,
  room?: string,
): Transition | undefined {
  const shown = advanceLeg(transition, id, sid, 'on');
  const isIn = shown && legOf(shown.call, id)?.state === 'on';
  return isIn && room ? shown.with({ room }) : shown;
}

function onJoined(transition: Transition, leg: Leg): Transition {
  const agent = agentOf(leg);
  const arrived = recordArrival(transition);
  const confirmed = agent ? arrived.run({ type: 'ConfirmAgent', agent, leg: leg.id }) : arrived;
  const met = confirmed.with({ customer: { ...transition.call.customer, joined: true } });
  return reassignOwner(transferJoined(met.record('on-line', { name: leg.party.name }), leg));
}

/**
 * The leg left the room. No party comes back on the same leg. So this is final, even when the webhook of the join comes
 * later.
 */
export function legLeft(transition: Transition, id: LegId, sid: PhoneCallSid): Transition | undefined {
  const leg = ownLeg(transition.call, id, sid);
  if (!leg) return undefined;
  return leg.state === 'on'
    ? legVanished(transition, leg)
    : offerFailed(markFormerOwner(transition, leg), leg, 'unreachable');
}

/** The leg is over. */
export function legEnded(
  transition: Transition,
  id: LegId,
  sid: PhoneCallSid,
  { how, at }: { readonly how: LegEnd; readonly at: Instant },
): Transition | undefined {
  const leg = ownLeg(transition.call, id, sid);
  if (!leg) return confirmLegGone(transition, id);
  if (leg.state === 'on') return legVanished(transition, leg);
  const mayHaveTalked = how === 'completed' || leg.state === 'answered';
  const failure = offerFailureOf(how, leg, isUnregistered(leg, at, transition));
  const again = failure === 'page-closed' ? ringAgain(transition, leg) : undefined;
  return again ?? offerFailed(mayHaveTalked ? markFormerOwner(transition, leg) : transition, leg, failure);
}

/** The leg is gone, as the call knows: nothing more needs to be done to it. */
function confirmLegGone(transition: Transition, id: LegId): Transition | undefined {
  const rest = withoutLeg(transition.call.pending, id);
  return rest.length < transition.call.pending.length ? transition.with({ pending: rest }) : undefined;
}

/** A leg by its name, unless the webhook tells of another phone call than the leg's own. */
function ownLeg(call: Call, id: LegId, sid: PhoneCallSid): Leg | undefined {
  const leg = legOf(call, id);
  return leg?.sid && leg.sid !== sid ? undefined : leg;
}

/** We never saw this agent join, but they may have talked. Remember them as the former owner, so that the customer is rescued
 * and does not go back to the queue. */
export function markFormerOwner(transition: Transition, leg: Leg): Transition {
  const agent = agentOf(leg);
  const wasAlone = onLine(transition.call).length === 0 && transition.call.formerOwner === undefined;
  return wasAlone && agent ? transition.with({ formerOwner: agent }) : transition;
}

function offerFailureOf(how: LegEnd, leg: Leg, rangNowhere: boolean): OfferFailure {
  switch (how) {
    case 'busy':
      // An agent who declines tells the service first. A page that closes rejects its ringing call without a word.
      return leg.party.kind === 'agent' ? 'page-closed' : 'busy';
    case 'no-answer':
      return rangNowhere ? whyNowhere(leg) : 'no-answer';
    case 'completed':
    case 'canceled':
      return 'no-answer';
    case 'failed':
      return whyNowhere(leg);
    default:
      return how satisfies never;
  }
}

/** A page that was rung again has closed, and there was no other one. */
function whyNowhere({ again }: Leg): OfferFailure {
  return again ? 'page-closed' : 'unreachable';
}

/**
 * Whether the agent's page was closed. Only time tells. Twilio may say that a closed page rings, and the webhook of a
 * real ring may be lost or late.
 */
function isUnregistered(leg: Leg, endedAt: Instant, transition: Transition): boolean {
  const shortest = transition.world.settings.ringSeconds * 1000 * PART_RUNG;
  return leg.party.kind === 'agent' && leg.state !== 'answered' && endedAt - leg.since < shortest;
}
