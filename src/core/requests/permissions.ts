import type { Call, Leg } from '../model/call.ts';
import type { RefusalCode } from '../model/decision.ts';
import type { Request } from '../model/events.ts';
import type { AgentId } from '../model/ids.ts';
import { absentAgent, legOf, onLine } from '../model/legs.ts';
import { isPrivate } from '../model/transfer-kinds.ts';
import { isFull } from '../record/document-size.ts';

/** What an agent's page may ask of a call. */
export type RequestType = Request['type'];

/** The parts of a request that decide whether it may be asked. The target of a transfer is judged elsewhere. */
export type Wish =
  | { readonly type: Exclude<RequestType, 'HoldAsked' | 'MuteAsked' | 'RemoveAsked'> }
  | { readonly type: 'HoldAsked'; readonly party: string; readonly on: boolean }
  | { readonly type: 'MuteAsked' | 'RemoveAsked'; readonly party: string };

/** Why this request is refused to this leg now; undefined when it may be asked. */
type Permission = (call: Call, asker: Leg) => RefusalCode | undefined;

/** One row for each request. The asker has a leg on the line; to decline, one that rings. */
const PERMISSIONS: Readonly<Record<RequestType, Permission>> = {
  DeclineAsked: (_call, asker) => (isRung(asker) ? undefined : 'not-ringing-you'),
  TransferAsked: (call) => {
    if (call.transfer) return 'transfer-open';
    return isFull(call) ? 'call-full' : undefined;
  },
  CompleteAsked: (call, asker) => {
    if (call.transfer) return ofInitiator(call, asker);
    return onLine(call).length > 1 ? undefined : 'no-transfer';
  },
  CancelAsked: ofInitiator,
  SwapAsked: ofOpenConsult,
  MergeAsked: ofOpenConsult,
  EndAsked: () => undefined,
  // In a consult the customer's hold belongs to swap.
  HoldAsked: (call) => (isPrivate(call.transfer) ? 'transfer-open' : undefined),
  MuteAsked: () => undefined,
  RemoveAsked: () => undefined,
};

const TYPES = Object.keys(PERMISSIONS) as readonly RequestType[];

/**
 * What the holder of a leg may ask of the call now. The service refuses everything else, and the page and the simulation offer
 * nothing else. Requests about a party are among them when some party could be meant: see `refusalFor`.
 * @param leg the asker's own
 */
export function allowed(call: Call, leg: Leg): readonly RequestType[] {
  if (call.ending) return [];
  return TYPES.filter((type) => isForLeg(leg, type) && PERMISSIONS[type](call, leg) === undefined);
}

/**
 * @param asker the leg of who asks; declining aside, one that is on the line
 * @returns why the request is refused; undefined when it may be asked
 */
export function refusalFor(call: Call, asker: Leg, wish: Wish): RefusalCode | undefined {
  return PERMISSIONS[wish.type](call, asker) ?? partyRefusal(call, asker, wish);
}

/** Whether an agent without a leg may take the call up again: it waits for them, or keeps their place. */
export function mayRejoin(call: Call, agent: AgentId): boolean {
  const isAwaited = call.phase === 'rescuing' && call.rescue?.first.includes(agent) === true;
  return isAwaited || absentAgent(call, agent) !== undefined;
}

/** Whether the wish is about the asker alone: it needs nobody's presence on the line but their own phone call. */
export function isOwnAffair({ id }: Leg, wish: Wish): boolean {
  return (wish.type === 'MuteAsked' || wish.type === 'RemoveAsked') && wish.party === id;
}

/** An agent who is rung can decline; one who waits outside the room can mute themselves and go. */
function isForLeg(leg: Leg, type: RequestType): boolean {
  if (isRung(leg)) return type === 'DeclineAsked';
  if (leg.state === 'answered') return type === 'MuteAsked' || (type === 'RemoveAsked' && leg.held);
  return type !== 'DeclineAsked';
}

function isRung({ state }: Leg): boolean {
  return state === 'dialling' || state === 'ringing';
}

function ofInitiator({ transfer }: Call, asker: Leg): RefusalCode | undefined {
  if (!transfer) return 'no-transfer';
  return transfer.initiator === asker.id ? undefined : 'not-your-call';
}

function ofOpenConsult(call: Call, asker: Leg): RefusalCode | undefined {
  return ofInitiator(call, asker) ?? (call.transfer?.state === 'open' ? undefined : 'target-not-on-line');
}

function partyRefusal(call: Call, asker: Leg, wish: Wish): RefusalCode | undefined {
  switch (wish.type) {
    case 'HoldAsked':
      return wish.party === 'customer' ? undefined : holdRefusal(asker, legOf(call, wish.party), wish.on);
    case 'MuteAsked':
      return wish.party === 'customer' ? undefined : muteRefusal(legOf(call, wish.party));
    case 'RemoveAsked':
      return removeRefusal(call, asker, legOf(call, wish.party));
    default:
      return undefined;
  }
}

function holdRefusal(asker: Leg, leg: Leg | undefined, on: boolean): RefusalCode | undefined {
  if (leg?.state !== 'on' && !(leg?.held && !on)) return 'party-unknown';
  return on && (leg.id === asker.id || asker.held) ? 'not-your-call' : undefined;
}

function muteRefusal(leg: Leg | undefined): RefusalCode | undefined {
  return leg?.state === 'on' || leg?.state === 'answered' ? undefined : 'party-unknown';
}

/** The owner is removed by nobody but themselves. The last one cannot leave: they end the call or transfer it. */
function removeRefusal(call: Call, asker: Leg, leg: Leg | undefined): RefusalCode | undefined {
  if (!leg) return 'party-unknown';
  if (leg.id !== asker.id && leg.id === call.owner) return 'not-your-call';
  return leg.state === 'on' && onLine(call).length < 2 ? 'target-not-on-line' : undefined;
}
