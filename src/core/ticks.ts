import type { AgentId, Leg } from './call.ts';
import type { Command } from './commands.ts';
import { lose } from './departures.ts';
import { toVoicemail } from './ending.ts';
import { customerJoined } from './arrivals.ts';
import { agentLeg } from './legs.ts';
import { isOverdue, route } from './offers.ts';
import { isDialInDoubt, isLost } from './pending.ts';
import { isClosed, needsAgent, waitsSince } from './phase.ts';
import { look } from './room-check.ts';
import type { Turn } from './turn.ts';

/**
 * What should have come back by now is looked after: a command whose effect cannot double is run again; for a dial of
 * unknown outcome Twilio is asked, and it is given up when its leg neither is in the room nor rings.
 */
export function repair(turn: Turn): Turn {
  return turn.call.pending
    .filter((each) => isLost(each, turn.now))
    .reduce((next, { command }) => retry(next, command), turn);
}

function retry(turn: Turn, command: Command): Turn {
  if (!turn.call.pending.some((each) => each.command === command)) return turn;
  // Whoever was dialled may be talking, and only the word of it was lost: the room must tell.
  return turn.run(isDialInDoubt(turn.call, command) ? { type: 'CheckRoom' } : command);
}

/**
 * A pass of the music: whatever is overdue is dealt with, and what may have been missed is looked for.
 * @param room in which it plays, where that is known: another one, when the customer came out and in again
 */
export function musicPassed(turn: Turn, room?: string): Turn {
  if (isClosed(turn.call)) return turn.when(turn.call.ending?.why === 'agent-ended', hangUpAgain);
  const known = room ? turn.with({ room }) : turn;
  const here = known.call.customer.joined ? known : customerJoined(known);
  return seekAgent(doubtRoom(here));
}

/** The customer hears music after the end: hanging them up has not worked yet. */
function hangUpAgain(turn: Turn): Turn {
  return turn.run({ type: 'HangUpCustomer' });
}

/** Music although somebody should be there, or for people whose coming or leaving may not have been told. */
function doubtRoom(turn: Turn): Turn {
  const isDoubtful = (leg: Leg) => leg.state === 'on' || leg.state === 'answered' || isOverdue(leg, turn);
  return turn.when(turn.call.legs.some(isDoubtful), (each) => each.run({ type: 'CheckRoom' }));
}

/** The call goes on looking for an agent, until the customer has waited long enough. */
function seekAgent(turn: Turn): Turn {
  if (!needsAgent(turn.call)) return turn;
  const deadline = waitsSince(turn.call) + turn.world.settings.longestWaitSeconds * 1000;
  const routed = route(turn, true);
  return needsAgent(routed.call) && turn.now >= deadline ? toVoicemail(routed) : routed;
}

/** Their page is gone: an offer to it is pointless; whether they left the line, the room must tell. */
export function agentVanished(turn: Turn, agent: AgentId): Turn | undefined {
  const leg = agentLeg(turn.call, agent);
  if (!leg) return undefined;
  return leg.state === 'on' || leg.state === 'answered' ? look(turn) : lose(turn, leg, 'unreachable');
}
