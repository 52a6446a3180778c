import type { Call, Leg } from '../../core/model/call.ts';
import { agentLeg, legOf, onLine } from '../../core/model/legs.ts';
import { isPrivate } from '../../core/model/transfer-kinds.ts';
import {
  allowed,
  mayRejoin,
  refusalFor,
  type RequestType,
  type Wish,
} from '../../core/requests/permissions.ts';

/** A thing the agent may do with the call as a whole at this moment. */
export type CallAction =
  | 'answer'
  | 'decline'
  | 'mute'
  | 'hold'
  | 'keypad'
  | 'transfer'
  | 'swap'
  | 'merge'
  | 'complete'
  | 'cancel'
  /** Leave; the others go on talking. For the owner this is `complete`. */
  | 'leave'
  /** End it for everybody. */
  | 'end'
  | 'rejoin';

/** A thing the agent may do with one of the others. */
export type PartyAction = 'hold' | 'mute' | 'remove';

/** What each action asks the service for; the others are the page's own. */
const ASKS: Readonly<Partial<Record<CallAction, RequestType>>> = {
  decline: 'DeclineAsked',
  mute: 'MuteAsked',
  hold: 'HoldAsked',
  transfer: 'TransferAsked',
  swap: 'SwapAsked',
  merge: 'MergeAsked',
  complete: 'CompleteAsked',
  cancel: 'CancelAsked',
  leave: 'RemoveAsked',
  end: 'EndAsked',
};

/**
 * The actions that the agent may do now. The page offers exactly these, and none that the service would refuse.
 * @param call the agent's call, as last received
 * @param me the agent's id
 */
export function allowedActions(call: Call | undefined, me: string): readonly CallAction[] {
  if (!call || call.phase === 'ended') return [];
  const leg = agentLeg(call, me);
  if (!leg) return mayRejoin(call, me) ? ['rejoin'] : [];
  const may = new Set(allowed(call, leg));
  return actionsOf(call, leg).filter((action) => {
    const asks = ASKS[action];
    return asks === undefined || may.has(asks);
  });
}

/** What belongs to somebody with this leg, at whatever moment. */
function actionsOf(call: Call, leg: Leg): readonly CallAction[] {
  if (leg.state === 'dialling' || leg.state === 'ringing') return ['answer', 'decline'];
  // An agent on hold who is not in the room yet waits outside, perhaps for long.
  if (leg.state === 'answered') return ['mute', 'leave'];
  if (call.transfer?.initiator === leg.id) return initiatorActions(call, leg);
  if (call.transfer?.target === leg.id) return ['mute', 'keypad', 'leave'];
  return talkerActions(call, leg);
}

function initiatorActions(call: Call, leg: Leg): readonly CallAction[] {
  if (isPrivate(call.transfer)) return ['mute', 'keypad', 'swap', 'merge', 'complete', 'cancel'];
  return ['mute', 'keypad', ...(hasOthersOn(call, leg) ? [] : (['hold'] as const)), 'cancel'];
}

/** Somebody who is still joining is not among them: they cannot be left with the customer. */
function hasOthersOn(call: Call, { id }: Leg): boolean {
  return onLine(call).some((other) => other.id !== id);
}

/** The owner's word for leaving is `complete`. */
function talkerActions(call: Call, leg: Leg): readonly CallAction[] {
  if (call.owner !== leg.id) return ['mute', 'keypad', 'leave'];
  if (!hasOthersOn(call, leg)) return ['mute', 'keypad', 'hold', 'transfer', 'end'];
  return ['mute', 'keypad', 'transfer', call.transfer ? 'leave' : 'complete', 'end'];
}

/**
 * The actions that the agent may do with another party: all of them in a conversation of three or more. A hold or mute
 * from then can be undone at any time.
 * @param party `customer` or the leg's name
 */
export function allowedPartyActions(
  call: Call | undefined,
  me: string,
  party: string,
): readonly PartyAction[] {
  const mine = call && agentLeg(call, me);
  if (!call || mine?.state !== 'on' || call.owner !== mine.id || mine.id === party) return [];
  return partyActionsOf(call, mine, party).filter(
    (action) => refusalFor(call, mine, wishFor(call, action, party)) === undefined,
  );
}

/** What belongs to the owner of the call, at whatever moment. */
function partyActionsOf(call: Call, mine: Leg, party: string): readonly PartyAction[] {
  const leg = legOf(call, party);
  const other = party === 'customer' ? call.customer : leg;
  if (leg?.state === 'answered' && leg.held && !call.transfer) return ['hold', 'remove'];
  const mayDirect = call.phase === 'conferencing' && !mine.held;
  if (!mayDirect) return other?.muted ? ['mute'] : [];
  if (party === 'customer') return ['hold', 'mute'];
  return leg?.state === 'on' ? ['hold', 'mute', 'remove'] : [];
}

function wishFor(call: Call, action: PartyAction, party: string): Wish {
  if (action !== 'hold') return { type: action === 'mute' ? 'MuteAsked' : 'RemoveAsked', party };
  const isHeld = party === 'customer' ? call.customer.hold !== undefined : legOf(call, party)?.held;
  return { type: 'HoldAsked', party, on: isHeld !== true };
}
