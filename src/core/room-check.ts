import type { AgentId, Call, Leg, LegId } from './call.ts';
import type { Command } from './commands.ts';
import type { DialledLeg, Event, SeenParticipant } from './events.ts';
import { depart, lose } from './departures.ts';
import { end } from './ending.ts';
import { asIfAnswered, legJoined, legShowed } from './leg-progress.ts';
import { agentLeg, knowsAgent, legOf, onLine } from './legs.ts';
import { isOverdue } from './offers.ts';
import { dialFailed } from './outcomes.ts';
import { isClosed } from './phase.ts';
import { isDialInDoubt, isLost, subjectOf } from './pending.ts';
import { holdCommand } from './settle.ts';
import type { Turn } from './turn.ts';

type RoomSeen = Extract<Event, { type: 'RoomSeen' }>;

/** A look at the room may be this old when its answer is decided upon: what is newer is left alone. */
const LOOK_AGE = 5000;

/** While people talk no music ticks: their pages' reports are the clock, but one look serves them all. */
const LOOK_EVERY = 18_000;

/** Two webhooks tell of one leaving: one look serves both. */
const ONE_LEAVING = 2000;

/** Somebody who has only just come may not know it yet. */
const REPORT_AGE = 10_000;

/** Twilio asks an answered leg at once what to do, and lets it in within seconds. */
const NEVER_JOINED = 25_000;

/**
 * A page has told whether it has this call on its line. Nobody is taken at their word, since an agent may have two pages:
 * the room is looked at, now and then when they agree with the call, and as soon as it may be when they do not.
 */
export function pageReported(turn: Turn, agent: AgentId, onCall: boolean): Turn | undefined {
  if (isClosed(turn.call)) return undefined;
  const leg = agentLeg(turn.call, agent);
  const isThere = leg?.state === 'on' || leg?.state === 'answered';
  const isNew = leg !== undefined && turn.now - leg.since < REPORT_AGE;
  return (onCall || isThere) && !isNew ? look(turn) : undefined;
}

/**
 * A claim is in doubt. Who has a leg here may be talking, and only the word of it was lost: the room tells. Whom the call does
 * not know is given back; a place that is kept for them is given up when its time has come. Nobody is given back while the
 * customer is still to be hung up: the next beat of that agent's page may be all that looks after it.
 */
export function claimDoubted(turn: Turn, agent: AgentId, leg: LegId): Turn | undefined {
  const own = agentLeg(turn.call, agent);
  if (own) return turn.now - own.since < REPORT_AGE ? undefined : look(turn);
  if (isBeingHungUp(turn.call)) return undefined;
  if (knowsAgent(turn.call, agent)) return turn;
  return turn.run({ type: 'ReleaseAgent', agent, leg, to: 'available', why: 'claim-expired' });
}

function isBeingHungUp({ pending }: Call): boolean {
  return pending.some(({ command }) => command.type === 'HangUpCustomer');
}

/** Looks at the room, unless that was done lately. */
export function look(turn: Turn): Turn | undefined {
  return lookUnlessSince(turn, LOOK_EVERY);
}

/**
 * Somebody left, and the customer should have others to talk with. Theirs may be a leaving that could not be noted when it was
 * told, so that they are looked for at once: until then the customer would hear nobody.
 */
export function lookWhoIsLeft(turn: Turn): Turn {
  const hasOthers = !isClosed(turn.call) && onLine(turn.call).length > 0;
  return (hasOthers && lookUnlessSince(turn, ONE_LEAVING)) || turn;
}

function lookUnlessSince(turn: Turn, ms: number): Turn | undefined {
  const { lookedAt } = turn.call;
  if (lookedAt !== undefined && turn.now - lookedAt < ms) return undefined;
  return turn.with({ lookedAt: turn.now }).run({ type: 'CheckRoom' });
}

/** Brings the call in line with who is really in the room, and the room's sound in line with the call. */
export function roomSeen(turn: Turn, { inRoom, customerAlive, room, dialled = [] }: RoomSeen): Turn {
  if (isClosed(turn.call)) return turn;
  if (!customerAlive) return end(turn, 'customer-hung-up');
  const joined = inRoom.reduce(noteSeen, room ? turn.with({ room }) : turn);
  const known = dialled.reduce(noteDialled, joined);
  const left = missing(known, inRoom).reduce((next, leg) => depart(next.hangUp(leg), leg), known);
  const sure = giveUpDials(giveUpOverdue(giveUpStrays(left)));
  return sure.run(...inRoom.flatMap((seen) => corrections(sure.call, seen)));
}

/** Their dial came to nothing: Twilio has no phone call of theirs. One that turns up later is hung up. */
function giveUpDials(turn: Turn): Turn {
  const { call, now } = turn;
  const lost = call.pending.filter((each) => isLost(each, now)).map(({ command }) => command);
  const dials = lost.filter((command) => isDialInDoubt(call, command));
  return dials.reduce((next, { leg }) => dialFailed(next, leg) ?? next, turn);
}

/** Whoever is rung is not in the room yet, and may not be rung a second time. */
function noteDialled(turn: Turn, { leg, sid }: DialledLeg): Turn {
  return legShowed(turn, leg, sid, 'dialling') ?? turn;
}

function noteSeen(turn: Turn, seen: SeenParticipant): Turn {
  if (seen.sid === turn.call.id) return turn;
  const leg = turn.call.legs.find((each) => each.sid === seen.sid) ?? legOf(turn.call, seen.label);
  if (leg?.state === 'on' && leg.sid === seen.sid) return turn;
  return legJoined(turn, leg?.id ?? seen.label ?? 'stray', seen.sid) ?? turn;
}

function missing(turn: Turn, inRoom: readonly SeenParticipant[]): readonly Leg[] {
  const isSeen = (leg: Leg) => inRoom.some(({ sid }) => sid === leg.sid);
  return onLine(turn.call).filter((leg) => !isSeen(leg) && turn.now - leg.since > LOOK_AGE);
}

/** They answered long ago and are not in the room: that they ended was lost. */
function giveUpStrays(turn: Turn): Turn {
  return turn.call.legs
    .filter((leg) => leg.state === 'answered' && !leg.held && turn.now - leg.since > NEVER_JOINED)
    .reduce((next, leg) => lose(asIfAnswered(next, leg), leg, 'unreachable'), turn);
}

/** They should have stopped ringing long ago and are not in the room: that nobody answered was lost. */
function giveUpOverdue(turn: Turn): Turn {
  return turn.call.legs
    .filter((leg) => isOverdue(leg, turn))
    .reduce((next, leg) => lose(next, leg, 'no-answer'), turn);
}

function corrections(call: Call, seen: SeenParticipant): readonly Command[] {
  const underWay = call.pending.filter(({ failed }) => !failed);
  const awaited = new Set(underWay.map(({ command }) => subjectOf(command)));
  const wanted = seen.sid === call.id ? customerSound(call, seen) : legSound(call, seen);
  return wanted.filter((command) => !awaited.has(subjectOf(command)));
}

function customerSound({ customer }: Call, seen: SeenParticipant): readonly Command[] {
  const commands: Command[] = [];
  if (seen.held !== (customer.hold !== undefined)) commands.push(holdCommand(customer.hold));
  if (seen.muted !== customer.muted) commands.push({ type: 'MuteCustomer', on: customer.muted });
  return commands;
}

function legSound(call: Call, { sid, held, muted }: SeenParticipant): readonly Command[] {
  const leg = onLine(call).find((each) => each.sid === sid);
  if (!leg) return [];
  const commands: Command[] = [];
  if (held !== leg.held) commands.push({ type: 'HoldLeg', leg: leg.id, sid, on: leg.held });
  if (muted !== leg.muted) commands.push({ type: 'MuteLeg', leg: leg.id, sid, on: leg.muted });
  return commands;
}
