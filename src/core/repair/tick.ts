import type { Leg } from '../model/call.ts';
import type { Command } from '../model/commands.ts';
import { toVoicemail } from '../legs/ending.ts';
import { customerJoined } from '../legs/arrivals.ts';
import { isOverdue, route } from '../routing/offers.ts';
import { isLost, legInDoubt } from '../effects/pending.ts';
import { isClosed, needsAgent, waitsSince } from '../model/phase.ts';
import type { Transition } from '../transition.ts';

/** No request for music is under way longer than this, its retries included. */
const ON_ITS_WAY_MS = 20_000;

/**
 * Retries commands whose results should have come by now. A command whose effect cannot double runs again. For a dial
 * of unknown result we ask Twilio. We give it up when its leg is not in the room and does not ring.
 */
export function retryLost(transition: Transition): Transition {
  return transition.call.pending
    .filter((each) => isLost(each, transition.now))
    .reduce((next, { command }) => retry(next, command), transition);
}

function retry(transition: Transition, command: Command): Transition {
  if (!transition.call.pending.some((each) => each.command === command)) return transition;
  // The leg that was dialled may be talking, and only its webhook was lost. So ask Twilio who is in the room.
  return transition.run(legInDoubt(transition.call, command) === undefined ? command : { type: 'CheckRoom' });
}

/**
 * A tick. It deals with all that is overdue, and looks for what may have been missed.
 * @param room the SID of the conference in which the music plays, if known. It is another one after the customer left
 * and came back.
 */
export function waitLoopTicked(transition: Transition, room?: string): Transition {
  if (isClosed(transition.call)) return musicAfterAll(transition);
  const known = transition.with({ musicAt: transition.now, ...(room && { room }) });
  const here = known.call.customer.joined ? known : customerJoined(known);
  return seekAgent(checkIfDoubtful(here));
}

/**
 * The customer hears music although the call looks for no agent any more. So the hang-up, or the way to voicemail, has
 * not worked. A tick that was on its way at that decision proves nothing.
 */
function musicAfterAll(transition: Transition): Transition {
  const { ending, phaseSince } = transition.call;
  if (ending?.why === 'agent-ended') return transition.run({ type: 'HangUpCustomer' });
  if (transition.now - (ending?.at ?? phaseSince) < ON_ITS_WAY_MS) return transition;
  return transition.run({ type: ending ? 'HangUpCustomer' : 'SendToVoicemail' });
}

/**
 * Music plays although somebody should be there, or a webhook about somebody's arrival or leaving may be lost. Then
 * check the room.
 */
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
