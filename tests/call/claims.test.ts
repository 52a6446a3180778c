import * as fc from 'fast-check';
import { handleEvent } from '../../src/call/handle-event.ts';
import type { Event } from '../../src/core/model/events.ts';
import { agent } from '../support/core/call-spec.ts';
import { memoryPorts } from '../support/core/memory-ports.ts';

type Bench = ReturnType<typeof memoryPorts>;
type Ports = Bench['ports'];

/** Ana has handed the customer over to Ben, and wraps up. */
async function handedOver(): Promise<Bench> {
  const bench = memoryPorts([agent('ana'), agent('ben')]);
  const target = { kind: 'agent', agent: 'ben' } as const;
  const spec: readonly Event[] = [
    { type: 'CallArrived', call: 'CA1', from: '+15550123', to: '+15550100', language: 'en' },
    { type: 'CustomerJoined', room: 'CF1' },
    { type: 'LegJoined', leg: 'a1', sid: 'CA1-a1', room: 'CF1' },
    { type: 'TransferAsked', by: 'ana', key: 'k1', kind: 'add', target },
    { type: 'LegJoined', leg: 'a2', sid: 'CA1-a2', room: 'CF1' },
    { type: 'CompleteAsked', by: 'ana', key: 'k2' },
    { type: 'LegEnded', leg: 'a1', sid: 'CA1-a1', how: 'completed' },
  ];
  for (const event of spec) await handleEvent(bench.ports, 'CA1', event);
  return bench;
}

/** Every request takes a number of turns of its own, as on a network. */
function slowly(ports: Ports, turns: () => number): Ports {
  const late =
    <Given extends readonly unknown[], T>(run: (...given: Given) => Promise<T>) =>
    async (...given: Given): Promise<T> => {
      for (let left = turns(); left > 0; left -= 1) await new Promise(setImmediate);
      return run(...given);
    };
  const { calls, agents } = ports;
  return {
    ...ports,
    calls: { ...calls, load: late(calls.load), save: late(calls.save) },
    agents: { ...agents, list: late(agents.list), load: late(agents.load), save: late(agents.save) },
  };
}

const BEN_LEFT: readonly Event[] = [
  { type: 'LegLeft', leg: 'a2', sid: 'CA1-a2' },
  { type: 'LegEnded', leg: 'a2', sid: 'CA1-a2', how: 'completed' },
];

const delays = fc.infiniteStream(fc.nat(6));

test('no agent stays claimed when the call ends while two Functions claim for one leg', async () => {
  await fc.assert(
    fc.asyncProperty(delays, async (stream) => {
      const bench = await handedOver();
      const ports = slowly(bench.ports, () => stream.next().value);
      const events: readonly Event[] = [...BEN_LEFT, { type: 'CustomerHungUp' }];
      await Promise.all(events.map((event) => handleEvent(ports, 'CA1', event)));
      expect(bench.calls.items.get('CA1')?.value.phase).toBe('ended');
      const people = [...bench.people.items.values()].map(({ value }) => value);
      expect(people.filter(({ call, presence }) => call !== undefined || presence === 'busy')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('the saved Function of two has the agent and rings them once', async () => {
  await fc.assert(
    fc.asyncProperty(delays, async (stream) => {
      const bench = await handedOver();
      const before = bench.did.length;
      const ports = slowly(bench.ports, () => stream.next().value);
      await Promise.all(BEN_LEFT.map((event) => handleEvent(ports, 'CA1', event)));
      const rung = bench.calls.items.get('CA1')?.value.legs ?? [];
      expect(rung).toHaveLength(1);
      const [leg] = rung;
      const id = (leg?.party.kind === 'agent' && leg.party.agent) || '';
      expect(bench.people.items.get(id)?.value).toMatchObject({ call: 'CA1', leg: leg?.id });
      expect(bench.did.slice(before).filter((what) => what.startsWith('dial'))).toEqual([`dial ${id}`]);
    }),
    { numRuns: 300 },
  );
});
