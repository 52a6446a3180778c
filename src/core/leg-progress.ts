import type { Call, CallSid, Leg, LegId, Transfer } from './call.ts';
import type { LegEnd } from './events.ts';
import { tellArrival } from './arrivals.ts';
import { depart, handOver, lose } from './departures.ts';
import type { Failure } from './departures.ts';
import { agentOf, legOf, onLine } from './legs.ts';
import { isClosed } from './phase.ts';
import { withoutDial } from './pending.ts';
import type { Turn } from './turn.ts';

/** Twilio gives up within the second when nobody is registered under the name: there was nothing to ring. */
const NOTHING_RANG = 2000;

const RANK: Readonly<Record<Leg['state'], number>> = { dialling: 0, ringing: 1, answered: 2, on: 3 };

/**
 * The leg showed a sign of life. States only ever advance, so repeated and late webhooks change nothing;
 * a leg that the call does not know any more has come too late and is hung up.
 */
export function legShowed(turn: Turn, id: LegId, sid: CallSid, state: Leg['state']): Turn | undefined {
  const leg = legOf(turn.call, id);
  if (!leg || isClosed(turn.call) || (leg.sid && leg.sid !== sid)) return hangUpStray(turn, id, sid);
  const advances = RANK[state] > RANK[leg.state];
  if (!advances && leg.sid) return undefined;
  const known = turn
    .change(id, { sid, ...(advances && { state, since: turn.now }) })
    .with({ pending: withoutDial(turn.call.pending, id) });
  return advances ? tellProgress(known, leg, state) : known;
}

function hangUpStray(turn: Turn, leg: LegId, sid: CallSid): Turn {
  return turn.run({ type: 'HangUp', leg, sid });
}

function tellProgress(turn: Turn, leg: Leg, state: Leg['state']): Turn {
  if (state === 'ringing') return turn.tell('rings', { name: leg.party.name });
  if (state === 'answered') return turn.tell('answered', { name: leg.party.name });
  return state === 'on' ? joined(turn, leg) : turn;
}

/** The leg came into the room. */
export function legJoined(turn: Turn, id: LegId, sid: CallSid, room?: string): Turn | undefined {
  const shown = legShowed(turn, id, sid, 'on');
  const isIn = shown && legOf(shown.call, id)?.state === 'on';
  return isIn && room ? shown.with({ room }) : shown;
}

function joined(turn: Turn, leg: Leg): Turn {
  const agent = agentOf(leg);
  const arrived = tellArrival(turn);
  const confirmed = agent ? arrived.run({ type: 'ConfirmAgent', agent, leg: leg.id }) : arrived;
  const met = confirmed.with({ customer: { ...turn.call.customer, joined: true } });
  return handOver(targetJoined(met.tell('on-line', { name: leg.party.name }), leg));
}

/** The target is there: a consult opens, a blind transfer is complete, an added party simply is one more. */
function targetJoined(turn: Turn, leg: Leg): Turn {
  const { transfer } = turn.call;
  if (!transfer) return turn;
  if (transfer.target !== leg.id) return backWithCustomer(turn, transfer, leg);
  if (transfer.kind === 'consult') return turn.with({ transfer: { ...transfer, state: 'open' } });
  const added = turn.with({ transfer: undefined });
  // Everybody talks together, as the page says when it asks for it.
  if (transfer.kind === 'add') return added.joinAll();
  const lastTransfer = { target: leg.party.name, result: 'completed', at: turn.now } as const;
  return added.with({ owner: leg.id, lastTransfer }).tell('took-over', { name: leg.party.name });
}

/** Somebody is with the customer again while a blind transfer rings: the target will be one more, not instead of them. */
function backWithCustomer(turn: Turn, transfer: Transfer, leg: Leg): Turn {
  return turn.when(transfer.kind === 'blind', (each) =>
    each.with({ transfer: { ...transfer, kind: 'add', initiator: leg.id } }),
  );
}

/**
 * The leg left the room. Nobody who left comes back on the same leg, so this is final even when it is told
 * before the join was.
 */
export function legLeft(turn: Turn, id: LegId, sid: CallSid): Turn | undefined {
  const leg = ownLeg(turn.call, id, sid);
  if (!leg) return undefined;
  return leg.state === 'on' ? depart(turn, leg) : lose(asIfAnswered(turn, leg), leg, 'unreachable');
}

/** The leg is over. */
export function legEnded(turn: Turn, id: LegId, sid: CallSid, how: LegEnd): Turn | undefined {
  const leg = ownLeg(turn.call, id, sid);
  if (!leg) return undefined;
  if (leg.state === 'on') return depart(turn, leg);
  const mayHaveTalked = how === 'completed' || leg.state === 'answered';
  return lose(mayHaveTalked ? asIfAnswered(turn, leg) : turn, leg, failureOf(how, leg, turn));
}

/** A leg by its name, unless the webhook tells of another phone call than the leg's own. */
function ownLeg(call: Call, id: LegId, sid: CallSid): Leg | undefined {
  const leg = legOf(call, id);
  return leg?.sid && leg.sid !== sid ? undefined : leg;
}

/** Their join may have been lost: then the conference has started, and its music must be put on again. */
export function asIfAnswered(turn: Turn, leg: Leg): Turn {
  const agent = agentOf(leg);
  const wasAlone = onLine(turn.call).length === 0 && turn.call.formerOwner === undefined;
  return wasAlone && agent ? turn.with({ formerOwner: agent }) : turn;
}

function failureOf(how: LegEnd, leg: Leg, turn: Turn): Failure {
  switch (how) {
    case 'busy':
      // Who declines says so to the service first; a page that is left rejects what rings there without a word.
      return leg.party.kind === 'agent' ? 'page-closed' : 'busy';
    case 'no-answer':
      return isUnregistered(leg, turn) ? 'unreachable' : 'no-answer';
    case 'completed':
    case 'canceled':
      return 'no-answer';
    case 'failed':
      return 'unreachable';
    default:
      return how satisfies never;
  }
}

function isUnregistered(leg: Leg, turn: Turn): boolean {
  return leg.party.kind === 'agent' && leg.state === 'dialling' && turn.now - leg.since < NOTHING_RANG;
}
