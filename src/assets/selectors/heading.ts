import type { Call, Leg } from '../../core/model/call.ts';
import type { Name, Word } from '../words/words.ts';
import { callerOf } from './phone-number.ts';
import { isGoingOnHold, partiesOf, type PartyView } from './parties.ts';
import { partyName } from './people.ts';
import { agentLeg, legOf } from '../../core/model/legs.ts';
import { isPrivate } from '../../core/model/transfer-kinds.ts';
import { meOf, type PageState } from '../state/state.ts';

interface HeadingText {
  readonly word: Word;
  readonly values?: Readonly<Record<string, Name>>;
}

/** One line that says with whom the agent talks. `more` adds what they should know about the others. */
export interface Heading extends HeadingText {
  readonly tone: 'talking' | 'holding' | 'private';
  readonly more?: HeadingText;
}

/** Says what is going on in the call, for this agent. */
export function headingFor(state: PageState): Heading {
  const call = state.call;
  const mine = call && agentLeg(call, meOf(state)?.id ?? '');
  if (!call || !mine || isComing(mine)) return { tone: 'talking', word: 'call.connecting' };
  const sending = state.pending.findLast((action) => action.kind === 'transfer');
  if (sending) return { tone: 'holding', word: 'call.heading.calling', values: { name: sending.name } };
  if (call.transfer) return transferHeading(state, call, mine, call.transfer);
  return talkHeading(partiesOf(state), callerOf(state));
}

/** Nobody talks with somebody who has just answered: they are on their way into the room. */
function isComing({ state, held }: Leg): boolean {
  return state === 'dialling' || state === 'ringing' || (state === 'answered' && !held);
}

/** Outside a transfer: with whom the agent really talks, even if others are on hold. */
function talkHeading(parties: readonly PartyView[], customer: Name): Heading {
  const stateOf = (who: PartyView['who']) => parties.find((party) => party.who === who)?.state;
  if (stateOf('you') === 'held') return { tone: 'holding', word: 'call.heading.youHeld' };
  if (stateOf('customer') === 'holding') return { tone: 'holding', word: 'call.heading.goingOnHold' };
  if (stateOf('customer') === 'held')
    return { tone: 'holding', word: 'call.heading.held', values: { name: customer } };
  const others = parties.filter(
    ({ who, state }) => who !== 'you' && (state === 'talking' || state === 'joining'),
  );
  if (others.length < 2) return { tone: 'talking', word: 'call.heading.talking', values: { name: customer } };
  const count = String(others.length + 1);
  return { tone: 'talking', word: 'call.heading.conferencing', values: { count } };
}

function transferHeading(
  state: PageState,
  call: Call,
  mine: Leg,
  transfer: NonNullable<Call['transfer']>,
): Heading {
  const customer = callerOf(state);
  const name = (id: string): string => {
    const leg = legOf(call, id);
    return leg ? partyName(leg.party, state) : '';
  };
  const target = name(transfer.target);
  if (transfer.target === mine.id) return askedHeading(call, mine, name(transfer.initiator));
  if (transfer.initiator !== mine.id)
    return { tone: 'talking', word: 'call.heading.talking', values: { name: customer } };
  if (transfer.state === 'ringing')
    return {
      tone: isPrivate(transfer) ? 'holding' : 'talking',
      word: 'call.heading.calling',
      values: { name: target },
    };
  // The talk is not private yet.
  if (call.customer.hold && isGoingOnHold(call)) return { tone: 'holding', word: 'call.heading.goingOnHold' };
  return call.customer.hold
    ? { tone: 'private', word: 'call.heading.consulting', values: { name: target } }
    : { tone: 'talking', word: 'call.heading.swapped', values: { name: customer } };
}

/** Tells the target of a consult whether the customer can hear them. */
function askedHeading(call: Call, mine: Leg, initiator: string): Heading {
  return {
    tone: mine.held ? 'holding' : 'private',
    word: 'call.heading.asked',
    values: { name: initiator },
    ...(mine.held && { more: { word: 'consult.targetSwapped', values: { name: initiator } } }),
    ...(!mine.held && call.customer.hold && { more: { word: 'consult.target' } }),
  };
}
