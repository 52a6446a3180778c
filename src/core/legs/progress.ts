import type { Call, Leg, Transfer } from '../model/call.ts';
import type { CallSid, LegId } from '../model/ids.ts';
import type { LegEnd } from '../model/events.ts';
import { recordArrival } from './arrivals.ts';
import { legVanished, reassignOwner, offerFailed } from './departures.ts';
import type { OfferFailure } from './departures.ts';
import { agentOf, legOf, onLine } from '../model/legs.ts';
import { isClosed } from '../model/phase.ts';
import { withoutDial } from '../effects/pending.ts';
import type { Transition } from '../transition.ts';

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
  sid: CallSid,
  state: Leg['state'],
): Transition | undefined {
  const leg = legOf(transition.call, id);
  if (!leg || isClosed(transition.call) || (leg.sid && leg.sid !== sid))
    return transition.hangUpCall(id, sid, state);
  const advances = RANK[state] > RANK[leg.state];
  if (!advances && leg.sid) return undefined;
  const known = transition
    .changeLeg(id, { sid, ...(advances && { state, since: transition.now }) })
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
  sid: CallSid,
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
  return reassignOwner(targetJoined(met.record('on-line', { name: leg.party.name }), leg));
}

/** The target is in the room. A consult opens, a blind transfer is complete, and an added party is one more. */
function targetJoined(transition: Transition, leg: Leg): Transition {
  const { transfer } = transition.call;
  if (!transfer) return transition;
  if (transfer.target !== leg.id) return backWithCustomer(transition, transfer, leg);
  if (transfer.kind === 'consult') return transition.with({ transfer: { ...transfer, state: 'open' } });
  const added = transition.with({ transfer: undefined });
  // All talk together, as the page says before the click.
  if (transfer.kind === 'add') return added.joinAll();
  const lastTransfer = { target: leg.party.name, result: 'completed', at: transition.now } as const;
  return added.with({ owner: leg.id, lastTransfer }).record('took-over', { name: leg.party.name });
}

/**
 * Somebody is with the customer again while a blind transfer rings. The target will be one more, and will not replace
 * them.
 */
function backWithCustomer(transition: Transition, transfer: Transfer, leg: Leg): Transition {
  return transition.when(transfer.kind === 'blind', (each) =>
    each.with({ transfer: { ...transfer, kind: 'add', initiator: leg.id } }),
  );
}

/**
 * The leg left the room. No party comes back on the same leg, so this is final even when the webhook of the join comes
 * later.
 */
export function legLeft(transition: Transition, id: LegId, sid: CallSid): Transition | undefined {
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
  sid: CallSid,
  how: LegEnd,
): Transition | undefined {
  const leg = ownLeg(transition.call, id, sid);
  if (!leg) return undefined;
  if (leg.state === 'on') return legVanished(transition, leg);
  const mayHaveTalked = how === 'completed' || leg.state === 'answered';
  return offerFailed(
    mayHaveTalked ? markFormerOwner(transition, leg) : transition,
    leg,
    offerFailureOf(how, leg, transition),
  );
}

/** A leg by its name, unless the webhook is about another phone call than the leg's own. */
function ownLeg(call: Call, id: LegId, sid: CallSid): Leg | undefined {
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

function offerFailureOf(how: LegEnd, leg: Leg, transition: Transition): OfferFailure {
  switch (how) {
    case 'busy':
      // An agent who declines tells the service first. A page that closes rejects its ringing call without a word.
      return leg.party.kind === 'agent' ? 'page-closed' : 'busy';
    case 'no-answer':
      return isUnregistered(leg, transition) ? 'unreachable' : 'no-answer';
    case 'completed':
    case 'canceled':
      return 'no-answer';
    case 'failed':
      return 'unreachable';
    default:
      return how satisfies never;
  }
}

/** Only the time decides. Twilio may report that a closed page rings, and the webhook of a real ring may be lost. */
function isUnregistered(leg: Leg, transition: Transition): boolean {
  const shortest = transition.world.settings.ringSeconds * 1000 * PART_RUNG;
  return leg.party.kind === 'agent' && leg.state !== 'answered' && transition.now - leg.since < shortest;
}
