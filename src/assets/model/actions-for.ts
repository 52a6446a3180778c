import type { Call, Leg } from '../../core/call.ts';
import { legOf, mayRejoin } from './parties.ts';

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
  /** Leave; the others go on talking. The owner's word for it is `complete`. */
  | 'leave'
  /** End it for everybody. */
  | 'end'
  | 'rejoin';

/** A thing the agent may do with one of the others. */
export type PartyAction = 'hold' | 'mute' | 'remove';

/** The service takes no more legs into one call. */
const LEGS_AT_MOST = 8;

/**
 * What the agent may do now, and nothing that the service would refuse: the page offers exactly these.
 * @param call the agent's call, as last told
 * @param me the agent's id
 */
export function actionsFor(call: Call | undefined, me: string): readonly CallAction[] {
  if (!call || call.phase === 'ended') return [];
  const leg = legOf(call, me);
  if (!leg) return mayRejoin(call, me) ? ['rejoin'] : [];
  if (leg.state === 'dialling' || leg.state === 'ringing') return ['answer', 'decline'];
  if (leg.state === 'answered') return ['mute'];
  if (call.transfer?.initiator === leg.id) return initiatorActions(call);
  if (call.transfer?.target === leg.id) return ['mute', 'keypad', 'leave'];
  return talkerActions(call, leg);
}

function initiatorActions(call: Call): readonly CallAction[] {
  const open = call.transfer?.state === 'open';
  if (call.transfer?.kind === 'consult') {
    return open
      ? ['mute', 'keypad', 'swap', 'merge', 'complete', 'cancel']
      : ['mute', 'keypad', 'complete', 'cancel'];
  }
  return ['mute', 'keypad', 'cancel'];
}

function talkerActions(call: Call, leg: Leg): readonly CallAction[] {
  const owner = call.owner === leg.id;
  // Somebody who is still joining cannot be left with the customer.
  const others = call.legs.filter((other) => other.id !== leg.id && other.state === 'on');
  const actions: CallAction[] = ['mute', 'keypad'];
  if (owner && others.length === 0) actions.push('hold');
  if (owner && !call.transfer && call.legs.length < LEGS_AT_MOST) actions.push('transfer');
  if (others.length > 0) actions.push(owner && !call.transfer ? 'complete' : 'leave');
  if (owner) actions.push('end');
  return actions;
}

/**
 * What the agent may do with another party of a conversation of three or more.
 * @param party `customer` or the leg's name
 */
export function partyActionsFor(call: Call | undefined, me: string, party: string): readonly PartyAction[] {
  if (!call || call.phase !== 'conferencing' || call.transfer) return [];
  const mine = legOf(call, me);
  if (!mine || mine.held || call.owner !== mine.id || mine.id === party) return [];
  if (party === 'customer') return ['hold', 'mute'];
  const other = call.legs.find((leg) => leg.id === party);
  return other?.state === 'on' ? ['hold', 'mute', 'remove'] : [];
}
