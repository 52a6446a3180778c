import type { Call, Leg } from '../model/call.ts';
import type { RefusalCode } from '../model/decision.ts';
import type { Request } from '../model/events.ts';
import { offerFailed } from '../legs/departures.ts';
import { end } from '../legs/ending.ts';
import { mustWait } from '../legs/admission.ts';
import { agentLeg, legOf, onLine } from '../model/legs.ts';
import { LIMITS } from '../model/limits.ts';
import { setHold, leave, setMute, removeFromCall } from './party-controls.ts';
import { isOwnAffair, refusalFor } from './permissions.ts';
import { askTransfer } from './start-transfer.ts';
import { cancel, complete, merge, swap } from './transfer-controls.ts';
import { advanceLeg } from '../legs/progress.ts';
import type { Transition } from '../transition.ts';

/** The answer to a request: a transition, or why it is refused. */
export type RequestResult = Transition | RefusalCode;

const KEYS_REMEMBERED = 8;
const KEY_AT_MOST = 40;

/** Whether this very click was handled before. */
export function isRepeated(call: Call, request: Request): boolean {
  return call.handledKeys.includes(request.key.slice(0, KEY_AT_MOST));
}

/** Decides a request of an agent's page. Only an agent on the line may ask, except to decline while it rings. */
export function answerRequest(transition: Transition, request: Request): RequestResult {
  if (transition.call.ending) return 'call-ended';
  const leg = agentLeg(transition.call, request.by);
  if (!leg) return 'not-your-call';
  const answer =
    request.type === 'DeclineAsked'
      ? declineOffer(transition, leg, request.reason)
      : act(transition, leg, request);
  return typeof answer === 'string' ? answer : rememberKey(answer, request.key);
}

function rememberKey(transition: Transition, key: string): Transition {
  return transition.with({
    handledKeys: [...transition.call.handledKeys, key.slice(0, KEY_AT_MOST)].slice(-KEYS_REMEMBERED),
  });
}

function act(
  transition: Transition,
  leg: Leg,
  request: Exclude<Request, { type: 'DeclineAsked' }>,
): RequestResult {
  const present = asPresent(transition, leg);
  const asker = present && legOf(present.call, leg.id);
  const may = asker && (asker.state === 'on' || isOwnAffair(asker, request));
  if (!present || !may) return 'not-your-call';
  return refusalFor(present.call, asker, request) ?? actOnLine(present, asker, request);
}

/**
 * An agent who has answered and acts on the call has joined it, even if that webhook was lost. The exception is an
 * agent who has to wait.
 */
function asPresent(transition: Transition, leg: Leg): Transition | undefined {
  if (leg.state === 'on' || (leg.state === 'answered' && mustWait(transition.call, leg))) return transition;
  return leg.state === 'answered' && leg.sid ? advanceLeg(transition, leg.id, leg.sid, 'on') : undefined;
}

function actOnLine(
  transition: Transition,
  asker: Leg,
  request: Exclude<Request, { type: 'DeclineAsked' }>,
): RequestResult {
  switch (request.type) {
    case 'TransferAsked':
      return askTransfer(transition, asker, request);
    case 'CompleteAsked':
      return complete(transition, asker);
    case 'CancelAsked':
      return cancel(transition);
    case 'SwapAsked':
      return swap(transition, asker);
    case 'MergeAsked':
      return merge(transition);
    case 'EndAsked':
      return endOrLeave(transition, asker);
    case 'HoldAsked':
      return setHold(transition, request.party, request.on);
    case 'MuteAsked':
      return setMute(transition, request.party, request.on);
    case 'RemoveAsked':
      return removeFromCall(transition, request.party);
    default:
      return request satisfies never;
  }
}

/** The owner ends the call for all; anybody else only leaves it. */
function endOrLeave(transition: Transition, asker: Leg): RequestResult {
  const othersStay = transition.call.owner !== asker.id && onLine(transition.call).length > 1;
  return othersStay
    ? leave(transition, asker)
    : end(transition.record('ended-by', { name: asker.party.name }), 'agent-ended');
}

function declineOffer(transition: Transition, leg: Leg, reason: string | undefined): RequestResult {
  const refusal = refusalFor(transition.call, leg, { type: 'DeclineAsked' });
  return refusal ?? offerFailed(transition, leg, 'declined', reason?.slice(0, LIMITS.reason));
}
