import type { Call, Leg } from '../../core/model/call.ts';
import { mayRejoin } from './parties.ts';
import { agentLeg } from '../../core/model/legs.ts';

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

/** The service takes at most so many legs into one call. */
const PARTIES_AT_MOST = 8;

/**
 * The actions that the agent may do now. The page offers exactly these, and none that the service would refuse.
 * @param call the agent's call, as last received
 * @param me the agent's id
 */
export function allowedActions(call: Call | undefined, me: string): readonly CallAction[] {
  if (!call || call.phase === 'ended') return [];
  const leg = agentLeg(call, me);
  if (!leg) return mayRejoin(call, me) ? ['rejoin'] : [];
  if (leg.state === 'dialling' || leg.state === 'ringing') return ['answer', 'decline'];
  // A party on hold who is not in the room yet waits outside, perhaps for long.
  if (leg.state === 'answered') return leg.held ? ['mute', 'leave'] : ['mute'];
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
  const isAlone = !othersOn(call, call.transfer?.initiator);
  return ['mute', 'keypad', ...(isAlone ? (['hold'] as const) : []), 'cancel'];
}

function othersOn(call: Call, id: string | undefined): boolean {
  return call.legs.some((other) => other.id !== id && other.state === 'on');
}

function talkerActions(call: Call, leg: Leg): readonly CallAction[] {
  const owner = call.owner === leg.id;
  // The agent cannot leave the customer to somebody who is still joining.
  const hasOthers = othersOn(call, leg.id);
  const actions: CallAction[] = ['mute', 'keypad'];
  if (owner && !hasOthers) actions.push('hold');
  if (owner && !call.transfer && call.legs.length < PARTIES_AT_MOST) actions.push('transfer');
  if (hasOthers) actions.push(owner && !call.transfer ? 'complete' : 'leave');
  if (owner) actions.push('end');
  return actions;
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
  const leg = call.legs.find(({ id }) => id === party);
  const other = party === 'customer' ? call.customer : leg;
  const mayDirect = call.phase === 'conferencing' && !mine.held;
  if (leg?.state === 'answered' && leg.held && !call.transfer) return ['hold', 'remove'];
  if (!mayDirect) return other?.muted ? ['mute'] : [];
  if (party === 'customer') return ['hold', 'mute'];
  return leg?.state === 'on' ? ['hold', 'mute', 'remove'] : [];
}
