import type { Call, Leg } from '../src/core/call.ts';
import { DIRECTORY } from './directory.ts';
import type { Chance } from './chance.ts';

/** A click on the page: a request, without the call and the key. */
export interface Deed {
  readonly path: string;
  readonly body: object;
}

/** What an agent on the line does next, as the page shows the call; undefined when they just talk. */
export function chooseDeed(
  chance: Chance,
  call: Call,
  agent: string,
  colleagues: readonly string[],
): Deed | undefined {
  const own = call.legs.findLast(({ party }) => party.kind === 'agent' && party.agent === agent);
  if (call.ending || own?.state !== 'on') return undefined;
  if (call.transfer?.initiator === own.id) return ofTransfer(chance, call.transfer.state);
  if (call.transfer) return chance.happens(0.06) ? plain('call/end') : undefined;
  if (call.customer.hold === 'hold' && chance.happens(0.6)) return hold('customer', false);
  return chance.happens(0.55) ? ofCall(chance, call, own, colleagues) : undefined;
}

function ofTransfer(chance: Chance, state: 'ringing' | 'open'): Deed | undefined {
  const ringing = { wait: 60, complete: 15, cancel: 15, swap: 3, merge: 3, end: 2 };
  const open = { wait: 15, complete: 40, swap: 20, merge: 12, cancel: 12, end: 2 };
  const does = chance.weighted(state === 'open' ? open : ringing);
  if (does === 'wait') return undefined;
  return plain(does === 'end' ? 'call/end' : `transfer/${does}`);
}

function ofCall(chance: Chance, call: Call, own: Leg, colleagues: readonly string[]): Deed {
  const isMany = call.legs.filter(({ state }) => state === 'on').length > 1;
  const others = isMany ? { complete: 15, remove: 8, holdLeg: 6 } : {};
  const does = chance.weighted({ transfer: 55, end: 12, hold: 8, mute: 5, ...others });
  const party = chance.pick(call.legs)?.id ?? own.id;
  switch (does) {
    case 'transfer':
      return { path: 'transfer/start', body: transfer(chance, colleagues) };
    case 'hold':
      return hold('customer', true);
    case 'holdLeg':
      return hold(party, chance.happens(0.5));
    case 'mute':
      return {
        path: 'call/mute',
        body: { party: chance.happens(0.5) ? party : 'customer', on: chance.happens(0.5) },
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

function transfer(chance: Chance, colleagues: readonly string[]): object {
  const kind = chance.weighted({ consult: 50, add: 25, blind: 25 });
  const to = chance.weighted({ agent: 55, anyone: 30, outside: 15 });
  const agent = chance.happens(0.03) ? 'nobody' : chance.pick(colleagues);
  const entry = chance.pick(DIRECTORY)?.id;
  const target = {
    anyone: { kind: 'anyone' },
    agent: { kind: 'agent', agent },
    outside: { kind: 'outside', entry },
  }[to];
  return { kind, target, ...(chance.happens(0.4) && { note: 'A refund. '.repeat(chance.whole(1, 27)) }) };
}

function hold(party: string, on: boolean): Deed {
  return { path: 'call/hold', body: { party, on } };
}

function plain(path: string): Deed {
  return { path, body: {} };
}
