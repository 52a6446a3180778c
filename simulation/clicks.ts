import type { Call, Leg } from '../src/core/model/call.ts';
import { agentLeg, onLine } from '../src/core/model/legs.ts';
import { allowed, type RequestType } from '../src/core/requests/permissions.ts';
import { DIRECTORY } from './directory.ts';
import type { Random } from './random.ts';
import type { TransferKind } from '../src/core/model/transfer-kinds.ts';

/** A click on the page: a request, without the call and the key. */
export interface Click {
  readonly path: string;
  readonly body: object;
}

/** What the agent asks by each click. */
const ASKS = {
  complete: 'CompleteAsked',
  cancel: 'CancelAsked',
  swap: 'SwapAsked',
  merge: 'MergeAsked',
  end: 'EndAsked',
  transfer: 'TransferAsked',
  hold: 'HoldAsked',
  holdLeg: 'HoldAsked',
  mute: 'MuteAsked',
  remove: 'RemoveAsked',
} as const satisfies Readonly<Record<string, RequestType>>;

/** A page shows the call as it was a moment ago. This share of clicks is on something that is not offered any more. */
const LATE = 0.1;

/** What an agent on the line does next, as the page shows the call; undefined when they just talk. */
export function chooseClick(
  random: Random,
  call: Call,
  agent: string,
  colleagues: readonly string[],
): Click | undefined {
  const own = agentLeg(call, agent);
  if (call.ending || own?.state !== 'on') return undefined;
  const may = random.happens(LATE) ? undefined : new Set(allowed(call, own));
  if (call.transfer?.initiator === own.id) return ofTransfer(random, call.transfer.state, may);
  if (call.transfer) return random.happens(0.06) ? plain('call/end') : undefined;
  if (call.customer.hold === 'hold' && random.happens(0.6)) return hold('customer', false);
  return random.happens(0.55) ? ofCall(random, call, { own, colleagues, may }) : undefined;
}

type May = ReadonlySet<RequestType> | undefined;

/** The weights of what may be asked. */
function offered<Name extends keyof typeof ASKS>(
  weights: Readonly<Partial<Record<Name, number>>>,
  may: May,
): Readonly<Partial<Record<Name, number>>> {
  const isOffered = ([name]: readonly [string, unknown]) => !may || may.has(ASKS[name as Name]);
  return Object.fromEntries(Object.entries(weights).filter(isOffered)) as Partial<Record<Name, number>>;
}

function ofTransfer(random: Random, state: 'ringing' | 'open', may: May): Click | undefined {
  const ringing = { complete: 15, cancel: 15, swap: 3, merge: 3, end: 2 };
  const open = { complete: 30, swap: 40, merge: 10, cancel: 10, end: 2 };
  const wait = state === 'open' ? 10 : 60;
  const does = random.weighted({ wait, ...offered(state === 'open' ? open : ringing, may) });
  if (does === 'wait') return undefined;
  return plain(does === 'end' ? 'call/end' : `transfer/${does}`);
}

interface Clicker {
  readonly own: Leg;
  readonly colleagues: readonly string[];
  readonly may: May;
}

function ofCall(random: Random, call: Call, { own, colleagues, may }: Clicker): Click {
  const isMany = onLine(call).length > 1;
  const others = isMany ? { complete: 15, remove: 8, holdLeg: 6 } : {};
  const does = random.weighted(offered({ transfer: 55, end: 12, hold: 8, mute: 10, ...others }, may));
  const party = random.pick(call.legs)?.id ?? own.id;
  switch (does) {
    case 'transfer':
      return { path: 'transfer/start', body: transfer(random, colleagues) };
    case 'hold':
      return hold('customer', true);
    case 'holdLeg':
      return hold(party, random.happens(0.5));
    case 'mute':
      return {
        path: 'call/mute',
        body: { party: random.happens(0.5) ? party : 'customer', on: random.happens(0.7) },
      };
    case 'remove':
      return { path: 'call/remove', body: { party } };
    case 'complete':
      return plain('transfer/complete');
    case 'end':
      return plain('call/end');
    default:
      return does satisfies never;
  }
}

/** How often agents choose each kind of transfer. */
const KIND_WEIGHTS = { consult: 50, add: 25, blind: 25 } as const satisfies Readonly<
  Record<TransferKind, number>
>;

function transfer(random: Random, colleagues: readonly string[]): object {
  const kind = random.weighted(KIND_WEIGHTS);
  const to = random.weighted({ agent: 55, anyone: 30, outside: 15 });
  const agent = random.happens(0.03) ? 'nobody' : random.pick(colleagues);
  const entry = random.pick(DIRECTORY)?.id;
  const target = {
    anyone: { kind: 'anyone' },
    agent: { kind: 'agent', agent },
    outside: { kind: 'outside', entry },
  }[to];
  return { kind, target, ...(random.happens(0.4) && { note: 'A refund. '.repeat(random.whole(1, 27)) }) };
}

function hold(party: string, on: boolean): Click {
  return { path: 'call/hold', body: { party, on } };
}

function plain(path: string): Click {
  return { path, body: {} };
}
