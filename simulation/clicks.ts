import type { Call, Leg } from '../src/core/model/call.ts';
import { DIRECTORY } from './directory.ts';
import type { Random } from './random.ts';

/** A click on the page: a request, without the call and the key. */
export interface Click {
  readonly path: string;
  readonly body: object;
}

/** The next click of an agent on the line, as the page shows the call; undefined when they just talk. */
export function chooseClick(
  random: Random,
  call: Call,
  agent: string,
  colleagues: readonly string[],
): Click | undefined {
  const own = call.legs.findLast(({ party }) => party.kind === 'agent' && party.agent === agent);
  if (call.ending || own?.state !== 'on') return undefined;
  if (call.transfer?.initiator === own.id) return ofTransfer(random, call.transfer.state);
  if (call.transfer) return random.happens(0.06) ? plain('call/end') : undefined;
  if (call.customer.hold === 'hold' && random.happens(0.6)) return hold('customer', false);
  return random.happens(0.55) ? ofCall(random, call, own, colleagues) : undefined;
}

function ofTransfer(random: Random, state: 'ringing' | 'open'): Click | undefined {
  const ringing = { wait: 60, complete: 15, cancel: 15, swap: 3, merge: 3, end: 2 };
  const open = { wait: 15, complete: 40, swap: 20, merge: 12, cancel: 12, end: 2 };
  const does = random.weighted(state === 'open' ? open : ringing);
  if (does === 'wait') return undefined;
  return plain(does === 'end' ? 'call/end' : `transfer/${does}`);
}

function ofCall(random: Random, call: Call, own: Leg, colleagues: readonly string[]): Click {
  const isMany = call.legs.filter(({ state }) => state === 'on').length > 1;
  const others = isMany ? { complete: 15, remove: 8, holdLeg: 6 } : {};
  const does = random.weighted({ transfer: 55, end: 12, hold: 8, mute: 5, ...others });
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
        body: { party: random.happens(0.5) ? party : 'customer', on: random.happens(0.5) },
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

function transfer(random: Random, colleagues: readonly string[]): object {
  const kind = random.weighted({ consult: 50, add: 25, blind: 25 });
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
