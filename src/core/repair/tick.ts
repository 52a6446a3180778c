import type { Leg } from '../model/call.ts';
import type { Command } from '../model/commands.ts';
import { toVoicemail } from '../legs/ending.ts';
import { customerJoined } from '../legs/arrivals.ts';
import { isOverdue, route } from '../routing/offers.ts';
import { isDialInDoubt, isLost } from '../effects/pending.ts';
import { isClosed, needsAgent, waitsSince } from '../model/phase.ts';
import type { Transition } from '../transition.ts';

/** Longer no request for music is under way, told again or not. */
const ON_ITS_WAY_MS = 20_000;

/**
 * What should have come back by now is looked after: a command whose effect cannot double is run again; for a dial of
 * unknown outcome Twilio is asked, and it is given up when its leg neither is in the room nor rings.
 */
export function retryLost(transition: Transition): Transition {
  return transition.call.pending
    .filter((each) => isLost(each, transition.now))
    .reduce((next, { command }) => retry(next, command), transition);
}

function retry(transition: Transition, command: Command): Transition {
  if (!transition.call.pending.some((each) => each.command === command)) return transition;
  // Whoever was dialled may be talking, and only the word of it was lost: the room must tell.
  return transition.run(isDialInDoubt(transition.call, command) ? { type: 'CheckRoom' } : command);
}

/**
 * A pass of the music: whatever is overdue is dealt with, and what may have been missed is looked for.
 * @param room in which it plays, where that is known: another one, when the customer came out and in again
 */
export function waitLoopTicked(transition: Transition, room?: string): Transition {
  if (isClosed(transition.call)) return musicAfterAll(transition);
  const known = transition.with({ musicAt: transition.now, ...(room && { room }) });
  const here = known.call.customer.joined ? known : customerJoined(known);
  return seekAgent(checkIfDoubtful(here));
}

/**
 * The customer hears music although no agent is looked for any more: hanging them up, or asking them for a message, has not
 * worked. A pass that was on its way when that was decided tells nothing.
 */
function musicAfterAll(transition: Transition): Transition {
  const { ending, phaseSince } = transition.call;
  if (ending?.why === 'agent-ended') return transition.run({ type: 'HangUpCustomer' });
  if (transition.now - (ending?.at ?? phaseSince) < ON_ITS_WAY_MS) return transition;
  return transition.run({ type: ending ? 'HangUpCustomer' : 'SendToVoicemail' });
}

/** Music although somebody should be there, or for people whose coming or leaving may not have been told. */
function checkIfDoubtful(transition: Transition): Transition {
  const isDoubtful = (leg: Leg) =>
    leg.state === 'on' || leg.state === 'answered' || isOverdue(leg, transition);
  return transition.when(transition.call.legs.some(isDoubtful), (each) => each.run({ type: 'CheckRoom' }));
}

/** The call goes on looking for an agent, until the customer has waited long enough. */
function seekAgent(transition: Transition): Transition {
  if (!needsAgent(transition.call)) return transition;
  const deadline = waitsSince(transition.call) + transition.world.settings.longestWaitSeconds * 1000;
  const routed = route(transition, true);
  return needsAgent(routed.call) && transition.now >= deadline ? toVoicemail(routed) : routed;
}
