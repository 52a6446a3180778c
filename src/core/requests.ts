import type { Call, Leg } from './call.ts';
import type { RefusalCode } from './decision.ts';
import type { Request } from './events.ts';
import { lose } from './departures.ts';
import { end } from './ending.ts';
import { mustWait } from './admission.ts';
import { agentLeg, legOf, onLine } from './legs.ts';
import { holdParty, leave, muteParty, removeParty } from './parties.ts';
import { askTransfer } from './transfer-request.ts';
import { cancel, complete, merge, swap } from './transfers.ts';
import { legShowed } from './leg-progress.ts';
import type { Turn } from './turn.ts';

/** What a request leads to: the next turn, or why it is refused. */
export type Answer = Turn | RefusalCode;

const KEYS_REMEMBERED = 8;
const KEY_AT_MOST = 40;
const REASON_AT_MOST = 150;

/** Whether this very click was handled before. */
export function isRepeated(call: Call, request: Request): boolean {
  return call.handledKeys.includes(request.key.slice(0, KEY_AT_MOST));
}

/** Decides what an agent's page asks. Only who is on the line may ask, except for declining while it rings. */
export function answerRequest(turn: Turn, request: Request): Answer {
  if (turn.call.ending) return 'call-ended';
  const leg = agentLeg(turn.call, request.by);
  if (!leg) return 'not-your-call';
  const answer =
    request.type === 'DeclineAsked' ? decline(turn, leg, request.reason) : act(turn, leg, request);
  return typeof answer === 'string' ? answer : remember(answer, request.key);
}

function remember(turn: Turn, key: string): Turn {
  return turn.with({
    handledKeys: [...turn.call.handledKeys, key.slice(0, KEY_AT_MOST)].slice(-KEYS_REMEMBERED),
  });
}

function act(turn: Turn, leg: Leg, request: Exclude<Request, { type: 'DeclineAsked' }>): Answer {
  const present = asPresent(turn, leg);
  const asker = present && legOf(present.call, leg.id);
  const may = asker && (asker.state === 'on' || isOwnAffair(asker, request));
  return present && may ? actOnLine(present, asker, request) : 'not-your-call';
}

/** What somebody who is not let in yet may do: mute themselves, and go. */
function isOwnAffair({ id }: Leg, request: Request): boolean {
  return (request.type === 'MuteAsked' || request.type === 'RemoveAsked') && request.party === id;
}

/** Who has answered and acts on the call is evidently in it, though the webhook of their join was lost; unless they have to wait. */
function asPresent(turn: Turn, leg: Leg): Turn | undefined {
  if (leg.state === 'on' || (leg.state === 'answered' && mustWait(turn.call, leg))) return turn;
  return leg.state === 'answered' && leg.sid ? legShowed(turn, leg.id, leg.sid, 'on') : undefined;
}

function actOnLine(turn: Turn, asker: Leg, request: Exclude<Request, { type: 'DeclineAsked' }>): Answer {
  switch (request.type) {
    case 'TransferAsked':
      return askTransfer(turn, asker, request);
    case 'CompleteAsked':
      return complete(turn, asker);
    case 'CancelAsked':
      return cancel(turn, asker);
    case 'SwapAsked':
      return swap(turn, asker);
    case 'MergeAsked':
      return merge(turn, asker);
    case 'EndAsked':
      return endCall(turn, asker);
    case 'HoldAsked':
      return holdParty(turn, asker, request.party, request.on);
    case 'MuteAsked':
      return muteParty(turn, request.party, request.on);
    case 'RemoveAsked':
      return removeParty(turn, asker, request.party);
    default:
      return request satisfies never;
  }
}

/** The owner ends the call for all; anybody else only leaves it. */
function endCall(turn: Turn, asker: Leg): Answer {
  const othersStay = turn.call.owner !== asker.id && onLine(turn.call).length > 1;
  return othersStay
    ? leave(turn, asker)
    : end(turn.tell('ended-by', { name: asker.party.name }), 'agent-ended');
}

function decline(turn: Turn, leg: Leg, reason: string | undefined): Answer {
  if (leg.state !== 'dialling' && leg.state !== 'ringing') return 'not-ringing-you';
  return lose(turn, leg, 'declined', reason?.slice(0, REASON_AT_MOST));
}
