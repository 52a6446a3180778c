import { legWaited } from './admission.ts';
import { arrive, customerJoined } from './arrivals.ts';
import type { Call } from './call.ts';
import type { Decision } from './decision.ts';
import { end } from './ending.ts';
import type { AgentEvent, Event, OutcomeEvent, Request, TwilioEvent, World } from './events.ts';
import { legEnded, legJoined, legLeft, legShowed } from './leg-progress.ts';
import { withoutLeg } from './pending.ts';
import { route } from './offers.ts';
import { claimLost, claimWon, commandDone, commandFailed, dialFailed } from './outcomes.ts';
import { agentRejoined } from './rejoin.ts';
import { isClosed } from './phase.ts';
import { answerRequest, isRepeated } from './requests.ts';
import { claimDoubted, look, lookWhoIsLeft, pageReported, roomSeen } from './room-check.ts';
import { settle } from './settle.ts';
import { agentVanished, musicPassed, repair } from './ticks.ts';
import { Turn } from './turn.ts';

/**
 * Decides what an event means for a call. Pure: everything it knows is in its arguments, and all it does is in its
 * answer.
 * @param call the call as stored, or undefined when there is none yet
 * @returns the next state with what has to be done; or that nothing changes; or why a request is refused
 */
export function decide(call: Call | undefined, event: Event, world: World): Decision {
  if (!call) return decideUnknown(event, world);
  if (isRequest(event)) return decideRequest(call, event, world);
  const next = isOutcome(event) ? afterOutcome(Turn.at(call, world), event) : afterFact(call, event, world);
  return next ? decided(call, next) : { kind: 'ignored', why: `${event.type} changes nothing` };
}

function decideUnknown(event: Event, world: World): Decision {
  if (event.type === 'CallArrived') return decided(undefined, arrive(event, world));
  if (isRequest(event)) return { kind: 'refused', code: 'call-not-found' };
  return { kind: 'ignored', why: 'no such call' };
}

function decideRequest(call: Call, request: Request, world: World): Decision {
  if (isRepeated(call, request)) return { kind: 'ignored', why: 'handled before' };
  const answer = answerRequest(repair(Turn.at(call, world)), request);
  return typeof answer === 'string' ? { kind: 'refused', code: answer } : decided(call, answer);
}

function decided(before: Call | undefined, turn: Turn): Decision {
  const { call, commands, story } = settle(before, turn);
  return { kind: 'decided', call, commands, story };
}

/** Every touch from outside also looks after what was lost; nothing new is needed for that. */
function afterFact(call: Call, event: TwilioEvent | AgentEvent, world: World): Turn | undefined {
  const start = Turn.at(call, world);
  const repaired = repair(start);
  return afterNews(repaired, event) ?? (repaired === start ? undefined : repaired);
}

function afterNews(turn: Turn, event: TwilioEvent | AgentEvent): Turn | undefined {
  switch (event.type) {
    case 'CallArrived':
      return undefined;
    case 'CustomerJoined':
      return turn.call.ending ? undefined : customerJoined(turn, event.room);
    case 'CustomerHungUp':
      return turn.call.ending ? confirmHangUp(turn) : end(turn, 'customer-hung-up');
    case 'RoomEnded':
      return turn.call.ending || turn.call.room !== event.room ? undefined : turn.run({ type: 'CheckRoom' });
    case 'VoicemailRecorded':
      return turn.call.phase === 'voicemail' ? end(turn, 'voicemail-left') : undefined;
    case 'MusicPassed':
      return musicPassed(turn, event.room);
    case 'LegRang':
    case 'LegAnswered':
    case 'LegWaited':
      return legComes(turn, event);
    case 'LegJoined':
      return legJoined(turn, event.leg, event.sid, event.room);
    case 'LegLeft':
      return afterLeaving(turn, legLeft(turn, event.leg, event.sid));
    case 'LegEnded':
      return legHasEnded(turn, event);
    case 'AgentTurnedAvailable':
      return turn.call.ending ? undefined : route(turn, true);
    case 'AgentRejoined':
      return agentRejoined(turn, event.agent, event.sid);
    case 'AgentVanished':
      return agentVanished(turn, event.agent);
    case 'ClaimDoubted':
      return claimDoubted(turn, event.agent, event.leg);
    case 'CallLeftBehind':
      return isClosed(turn.call) ? undefined : look(turn);
    case 'PageReported':
      return pageReported(turn, event.agent, event.onCall);
    default:
      return event satisfies never;
  }
}

function afterOutcome(turn: Turn, event: OutcomeEvent): Turn | undefined {
  switch (event.type) {
    case 'LegDialled':
      return legShowed(turn, event.leg, event.sid, 'dialling');
    case 'DialFailed':
      return dialFailed(turn, event.leg);
    case 'ClaimWon':
      return claimWon(turn, event.agent, event.leg);
    case 'ClaimLost':
      return claimLost(turn, event.leg);
    case 'CommandDone':
      return commandDone(turn, event.command);
    case 'CommandFailed':
      return commandFailed(turn, event.command, event.gone);
    case 'RoomSeen':
      return roomSeen(turn, event);
    default:
      return event satisfies never;
  }
}

function legComes(
  turn: Turn,
  { type, leg, sid }: Extract<Event, { type: 'LegRang' | 'LegAnswered' | 'LegWaited' }>,
): Turn | undefined {
  if (type === 'LegWaited') return legWaited(turn, leg, sid);
  return legShowed(turn, leg, sid, type === 'LegRang' ? 'ringing' : 'answered');
}

/** The customer is gone, as was asked for: nothing needs to be done again. */
function confirmHangUp(turn: Turn): Turn | undefined {
  const rest = turn.call.pending.filter(({ command }) => command.type !== 'HangUpCustomer');
  return rest.length < turn.call.pending.length ? turn.with({ pending: rest }) : undefined;
}

function legHasEnded(turn: Turn, { leg, sid, how }: Extract<Event, { type: 'LegEnded' }>): Turn | undefined {
  const next = legEnded(turn, leg, sid, how) ?? confirmLegGone(turn, leg);
  return how === 'completed' ? afterLeaving(turn, next) : next;
}

function afterLeaving(before: Turn, next = before): Turn | undefined {
  const sure = lookWhoIsLeft(next);
  return sure === before ? undefined : sure;
}

function confirmLegGone(turn: Turn, leg: string): Turn | undefined {
  const rest = withoutLeg(turn.call.pending, leg);
  return rest.length < turn.call.pending.length ? turn.with({ pending: rest }) : undefined;
}

function isRequest(event: Event): event is Request {
  return 'by' in event;
}

function isOutcome(event: Event): event is OutcomeEvent {
  return OUTCOMES.has(event.type);
}

const OUTCOMES: ReadonlySet<Event['type']> = new Set<OutcomeEvent['type']>([
  'LegDialled',
  'DialFailed',
  'ClaimWon',
  'ClaimLost',
  'CommandDone',
  'CommandFailed',
  'RoomSeen',
]);
