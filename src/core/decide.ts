import { legComes } from './legs/admission.ts';
import { arrive, customerJoined } from './legs/arrivals.ts';
import type { Call } from './model/call.ts';
import type { Decision } from './model/decision.ts';
import { confirmHangUp, end, messageTaken } from './legs/ending.ts';
import type { AgentEvent, Event, CommandResult, Request, TwilioEvent } from './model/events.ts';
import type { World } from './model/world.ts';
import { advanceLeg } from './legs/progress.ts';
import { isCommandResult, isRequest } from './event-descriptors.ts';
import { route } from './routing/offers.ts';
import { claimLost, claimWon, commandDone, commandFailed, dialFailed } from './repair/command-results.ts';
import { agentRejoined } from './legs/rejoin.ts';
import { answerRequest, isRepeated } from './requests/requests.ts';
import {
  claimStale,
  callUnattended,
  pageReported,
  roomChecked,
  roomEnded,
  agentVanished,
} from './repair/reconcile.ts';
import { legOver } from './repair/leaving.ts';
import { finalize } from './finalize.ts';
import { waitLoopTicked, retryLost } from './repair/tick.ts';
import { Transition } from './transition.ts';

/**
 * Decides what an event means for a call. Pure: everything it knows is in its arguments, and all it does is in its
 * answer.
 * @param call the call as stored, or undefined when there is none yet
 * @returns the next state with its commands; or that nothing changes; or why a request is refused
 */
export function decide(call: Call | undefined, event: Event, world: World): Decision {
  if (!call) return decideUnknown(event, world);
  if (isRequest(event)) return decideRequest(call, event, world);
  const next = isCommandResult(event)
    ? afterCommandResult(Transition.at(call, world), event)
    : afterFact(call, event, world);
  return next ? decided(call, next) : { kind: 'ignored', why: `${event.type} changes nothing` };
}

function decideUnknown(event: Event, world: World): Decision {
  if (event.type === 'CallArrived') return decided(undefined, arrive(event, world));
  if (isRequest(event)) return { kind: 'refused', code: 'call-not-found' };
  return { kind: 'ignored', why: 'no such call' };
}

function decideRequest(call: Call, request: Request, world: World): Decision {
  if (isRepeated(call, request)) return { kind: 'ignored', why: 'handled before' };
  const answer = answerRequest(retryLost(Transition.at(call, world)), request);
  return typeof answer === 'string' ? { kind: 'refused', code: answer } : decided(call, answer);
}

function decided(before: Call | undefined, transition: Transition): Decision {
  const { call, commands, timeline } = finalize(before, transition);
  return { kind: 'decided', call, commands, timeline };
}

/** Every event from outside also retries what was lost. */
function afterFact(call: Call, event: TwilioEvent | AgentEvent, world: World): Transition | undefined {
  const start = Transition.at(call, world);
  const repaired = retryLost(start);
  return afterNews(repaired, event) ?? (repaired === start ? undefined : repaired);
}

function afterNews(transition: Transition, event: TwilioEvent | AgentEvent): Transition | undefined {
  switch (event.type) {
    case 'CallArrived':
      return undefined;
    case 'CustomerJoined':
      return transition.call.ending ? undefined : customerJoined(transition, event.room);
    case 'CustomerHungUp':
      return transition.call.ending ? confirmHangUp(transition) : end(transition, 'customer-hung-up');
    case 'RoomEnded':
      return roomEnded(transition, event.room);
    case 'MessageAsked':
    case 'VoicemailRecorded':
      return messageTaken(transition, event.type);
    case 'WaitLoopTicked':
      return waitLoopTicked(transition, event.room);
    case 'LegRang':
    case 'LegAnswered':
    case 'LegWaited':
    case 'LegJoined':
      return legComes(transition, event);
    case 'LegLeft':
    case 'LegEnded':
      return legOver(transition, event);
    case 'AgentTurnedAvailable':
      return transition.call.ending ? undefined : route(transition, true);
    case 'AgentRejoined':
      return agentRejoined(transition, event.agent, event.sid);
    case 'AgentVanished':
      return agentVanished(transition, event.agent);
    case 'ClaimStale':
      return claimStale(transition, event.agent, event.leg);
    case 'CallUnattended':
      return callUnattended(transition);
    case 'PageReported':
      return pageReported(transition, event.agent, event.onCall);
    default:
      return event satisfies never;
  }
}

function afterCommandResult(transition: Transition, event: CommandResult): Transition | undefined {
  switch (event.type) {
    case 'LegDialled':
      return advanceLeg(transition, event.leg, event.sid, 'dialling');
    case 'DialFailed':
      return dialFailed(transition, event.leg);
    case 'ClaimWon':
      return claimWon(transition, event.agent, event.leg);
    case 'ClaimLost':
      return claimLost(transition, event.leg);
    case 'CommandDone':
      return commandDone(transition, event.command, event.waits);
    case 'CommandFailed':
      return commandFailed(transition, event.command, event.gone);
    case 'RoomChecked':
      return roomChecked(transition, event);
    default:
      return event satisfies never;
  }
}
