import { agentLeg } from '../../core/model/legs.ts';
import type { Call, Leg, PendingCommand } from '../../core/model/call.ts';
import type { Instant } from '../../core/model/ids.ts';
import { partyName } from './people.ts';
import { callerName } from './phone-number.ts';
import type { PageState, PendingAction } from '../state/state.ts';
import { meOf } from '../state/state.ts';
import type { Name } from '../words/words.ts';

/** One party of the call, as the page shows them. */
export interface PartyView {
  /** `customer`, or the leg's name. */
  readonly party: string;
  readonly who: 'customer' | 'you' | 'colleague';
  readonly name: Name;
  readonly state: PartyState;
  readonly muted: boolean;
  /** When they came into this state. */
  readonly since: Instant;
  /** The page shows it, but the service has not confirmed it yet. */
  readonly pending: boolean;
}

/**
 * alone: on the line, but nobody else hears them. reconnecting: their sound has dropped. The page knows both only of
 * its own agent.
 */
export type PartyState =
  'calling' | 'ringing' | 'joining' | 'talking' | 'holding' | 'held' | 'waiting' | 'alone' | 'reconnecting';

/** Whether the leg belongs to somebody who is on the line. */
export function isOn(leg: Leg | undefined): boolean {
  return leg?.state === 'on' || leg?.state === 'answered';
}

/** They hear the agent, or may still do so. */
const HEARS: readonly PartyState[] = ['talking', 'holding'];

/** All parties of the call, customer first. Pending actions already show. */
export function partiesOf(state: PageState): readonly PartyView[] {
  const call = state.call;
  if (!call || call.phase === 'ended') return [];
  const me = meOf(state)?.id ?? '';
  const mine = agentLeg(call, me)?.id;
  const legs = call.legs.filter((leg) => leg.id === mine || !isAgent(leg, me));
  const parties = [customerView(state, call), ...legs.map((leg) => legView(state, leg, leg.id === mine))];
  const company = parties.some((party) => party.who !== 'you' && HEARS.includes(party.state));
  return company ? parties : parties.map(asAlone);
}

function asAlone(party: PartyView): PartyView {
  return party.who === 'you' && party.state === 'talking' ? { ...party, state: 'alone' } : party;
}

/** The others from whom the line's sound may come: on the line, not on hold and not muted. */
export function audibleOf(parties: readonly PartyView[]): readonly PartyView[] {
  return parties.filter(({ who, state, muted }) => who !== 'you' && state === 'talking' && !muted);
}

function isAgent(leg: Leg, agent: string): boolean {
  return leg.party.kind === 'agent' && leg.party.agent === agent;
}

function customerView(state: PageState, call: Call): PartyView {
  const hold = pendingToggle(state.pending, 'hold', 'customer');
  const mute = pendingToggle(state.pending, 'mute', 'customer');
  const held = hold ?? call.customer.hold !== undefined;
  const alone = !call.legs.some(isOn);
  return {
    party: 'customer',
    who: 'customer',
    name: callerName(call.from),
    state: customerState(state, call, held, alone),
    muted: mute ?? call.customer.muted,
    since: since(state, 'customer', held, alone ? call.startedAt : call.phaseSince),
    pending: hold !== undefined || mute !== undefined || isGoingOnHold(call),
  };
}

function customerState(state: PageState, call: Call, held: boolean, alone: boolean): PartyView['state'] {
  if (alone) return held ? 'held' : 'waiting';
  return held ? heldState(state, call, 'customer') : 'talking';
}

/** Whether the customer's hold is not done yet. Until Twilio does it, they may hear the others. */
export function isGoingOnHold(call: Call): boolean {
  return holdsUnderWay(call, 'customer').length > 0;
}

/** Whether Twilio has refused to hold a party whom the page shows as going on hold. It is tried again. */
export function isHoldRefused(call: Call): boolean {
  const parties = ['customer', ...call.legs.map(({ id }) => id)];
  return parties.some((party) => holdsUnderWay(call, party).some(({ failed }) => failed === true));
}

/** The hold commands for a party whose results are not known, or which failed. */
function holdsUnderWay({ pending }: Call, party: string): readonly PendingCommand[] {
  return pending.filter(({ command }) =>
    party === 'customer'
      ? command.type === 'HoldCustomer'
      : command.type === 'HoldLeg' && command.on && command.leg === party,
  );
}

/** A party is on hold only when Twilio has said so. */
function heldState({ pending }: PageState, call: Call, party: string): PartyView['state'] {
  const isAsked = pendingToggle(pending, 'hold', party) !== undefined;
  return isAsked || holdsUnderWay(call, party).length > 0 ? 'holding' : 'held';
}

function legView(state: PageState, leg: Leg, mine: boolean): PartyView {
  const hold = pendingToggle(state.pending, 'hold', leg.id);
  const mute = pendingToggle(state.pending, 'mute', leg.id);
  const held = hold ?? leg.held;
  const here = mine ? state.line.active : undefined;
  return {
    party: leg.id,
    who: mine ? 'you' : 'colleague',
    name: partyName(leg.party, state),
    state: here?.state === 'reconnecting' ? 'reconnecting' : legState(state, leg, held),
    muted: mute ?? (leg.muted || here?.muted === true),
    since: since(state, leg.id, held, leg.since),
    pending: hold !== undefined || mute !== undefined,
  };
}

function legState(state: PageState, leg: Leg, held: boolean): PartyView['state'] {
  if (leg.state === 'dialling') return 'calling';
  if (leg.state === 'ringing') return 'ringing';
  if (leg.state === 'answered' && !held) return 'joining';
  if (!held) return 'talking';
  return state.call && leg.state === 'on' ? heldState(state, state.call, leg.id) : 'held';
}

function since(state: PageState, party: string, held: boolean, otherwise: Instant): Instant {
  return held ? (state.heldSince[party] ?? state.now) : otherwise;
}

function pendingToggle(
  pending: readonly PendingAction[],
  kind: 'hold' | 'mute',
  party: string,
): boolean | undefined {
  const action = pending.findLast((one) => one.kind === kind && one.party === party);
  return action && 'on' in action ? action.on : undefined;
}
