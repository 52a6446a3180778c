import type { Call, Instant, Leg } from '../../core/call.ts';
import type { PageState, PendingAction } from './state.ts';
import { meOf } from './state.ts';

/** One person of the call as the page shows them. */
export interface PartyView {
  /** `customer`, or the leg's name. */
  readonly party: string;
  readonly who: 'customer' | 'you' | 'colleague';
  readonly name: string;
  readonly state: 'calling' | 'ringing' | 'joining' | 'talking' | 'held' | 'waiting';
  readonly muted: boolean;
  /** When they came into this state. */
  readonly since: Instant;
  /** Shown, but the service has not confirmed it yet. */
  readonly pending: boolean;
}

/** The agent's own leg: the newest, when a reloaded page has connected again. */
export function legOf(call: Call, agent: string): Leg | undefined {
  return call.legs.findLast((leg) => leg.party.kind === 'agent' && leg.party.agent === agent);
}

/** Whether an agent without a leg may take the call up again: it waits for them, or keeps their place. */
export function mayRejoin(call: Call, agent: string): boolean {
  const isAwaited = call.phase === 'rescuing' && call.rescue?.first.includes(agent) === true;
  return isAwaited || call.kept?.some((place) => place.agent === agent) === true;
}

/** Whether the leg belongs to somebody who is on the line. */
export function isOn(leg: Leg | undefined): boolean {
  return leg?.state === 'on' || leg?.state === 'answered';
}

/** Everybody in the call, customer first, with what was asked for already showing. */
export function partiesOf(state: PageState): readonly PartyView[] {
  const call = state.call;
  if (!call || call.phase === 'ended') return [];
  const me = meOf(state)?.id ?? '';
  const mine = legOf(call, me)?.id;
  const legs = call.legs.filter((leg) => leg.id === mine || !isAgent(leg, me));
  return [customerView(state, call), ...legs.map((leg) => legView(state, leg, leg.id === mine))];
}

function isAgent(leg: Leg, agent: string): boolean {
  return leg.party.kind === 'agent' && leg.party.agent === agent;
}

function customerView(state: PageState, call: Call): PartyView {
  const hold = asked(state.pending, 'hold', 'customer');
  const mute = asked(state.pending, 'mute', 'customer');
  const held = hold ?? call.customer.hold !== undefined;
  const alone = !call.legs.some(isOn);
  return {
    party: 'customer',
    who: 'customer',
    name: call.from,
    state: held ? 'held' : alone ? 'waiting' : 'talking',
    muted: mute ?? call.customer.muted,
    since: since(state, 'customer', held, alone ? call.startedAt : call.phaseSince),
    pending: hold !== undefined || mute !== undefined,
  };
}

function legView(state: PageState, leg: Leg, mine: boolean): PartyView {
  const hold = asked(state.pending, 'hold', leg.id);
  const mute = asked(state.pending, 'mute', leg.id);
  const held = hold ?? leg.held;
  const here = mine && state.line.active?.muted === true;
  return {
    party: leg.id,
    who: mine ? 'you' : 'colleague',
    name: leg.party.name,
    state: legState(leg, held),
    muted: mute ?? (leg.muted || here),
    since: since(state, leg.id, held, leg.since),
    pending: hold !== undefined || mute !== undefined,
  };
}

function legState(leg: Leg, held: boolean): PartyView['state'] {
  if (leg.state === 'dialling') return 'calling';
  if (leg.state === 'ringing') return 'ringing';
  if (leg.state === 'answered') return 'joining';
  return held ? 'held' : 'talking';
}

function since(state: PageState, party: string, held: boolean, otherwise: Instant): Instant {
  return held ? (state.heldSince[party] ?? state.now) : otherwise;
}

function asked(pending: readonly PendingAction[], kind: 'hold' | 'mute', party: string): boolean | undefined {
  const action = pending.findLast((one) => one.kind === kind && one.party === party);
  return action && 'on' in action ? action.on : undefined;
}
