import type { Call, Leg } from './call.ts';
import type { Command } from './commands.ts';
import type { Event, SeenParticipant } from './events.ts';
import { depart } from './departures.ts';
import { end } from './ending.ts';
import { legJoined } from './leg-progress.ts';
import { legOf, onLine } from './legs.ts';
import { isClosed } from './phase.ts';
import { subjectOf } from './pending.ts';
import { holdCommand } from './settle.ts';
import type { Turn } from './turn.ts';

type RoomSeen = Extract<Event, { type: 'RoomSeen' }>;

/** A look at the room may be this old when its answer is decided upon: what is newer is left alone. */
const LOOK_AGE = 5000;

/** Brings the call in line with who is really in the room, and the room's sound in line with the call. */
export function roomSeen(turn: Turn, { inRoom, customerAlive }: RoomSeen): Turn {
  if (isClosed(turn.call)) return turn;
  if (!customerAlive) return end(turn, 'customer-hung-up');
  const joined = inRoom.reduce(noteSeen, turn);
  const left = missing(joined, inRoom).reduce((next, leg) => depart(hangUpOnly(next, leg), leg), joined);
  return left.run(...inRoom.flatMap((seen) => corrections(left.call, seen)));
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

function hangUpOnly(turn: Turn, { id: leg, sid }: Leg): Turn {
  return sid ? turn.run({ type: 'HangUp', leg, sid }) : turn;
}

function corrections(call: Call, seen: SeenParticipant): readonly Command[] {
  const awaited = new Set(call.pending.map(({ command }) => subjectOf(command)));
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
