import { handleEvent } from '../../src/call/handle-event.ts';
import { choosePresence } from '../../src/call/keep-presence.ts';
import { agent, START } from '../support/core/call-spec.ts';
import { memoryPorts } from '../support/core/memory-ports.ts';

test('a caller whose hang-up was lost leaves the queue; the next one is offered', async () => {
  const bench = memoryPorts([agent('ana', { presence: 'away' })]);
  for (const call of ['CA1', 'CA2']) {
    const arrived = {
      type: 'CallArrived',
      call,
      from: '+15550123',
      to: '+15550100',
      language: 'en',
    } as const;
    await handleEvent(bench.ports, call, arrived);
    await handleEvent(bench.ports, call, { type: 'CustomerJoined', room: 'CF1' });
  }
  const caller = async (call: string) =>
    call === 'CA1' ? undefined : { from: '+15550123', to: '+15550100' };
  const ports = { ...bench.ports, telephony: { ...bench.ports.telephony, caller } };
  await choosePresence(ports, 'ana', 'available');
  expect(bench.did).toEqual(['dial ana']);
  expect(bench.calls.items.get('CA1')?.value.phase).toBe('ended');
  expect(bench.calls.items.get('CA2')?.value.phase).toBe('ringing');
  expect(await ports.waiting.list()).toEqual([]);
});

const arrival = (call: string) =>
  ({ type: 'CallArrived', call, from: '+15550123', to: '+15550100', language: 'en' }) as const;

async function comesIn(bench: ReturnType<typeof memoryPorts>, call: string): Promise<void> {
  await handleEvent(bench.ports, call, arrival(call));
  await handleEvent(bench.ports, call, { type: 'CustomerJoined', room: 'CF1' });
}

test('an arrival that is sent again late leaves no place in the queue', async () => {
  const bench = memoryPorts([agent('ana')]);
  await comesIn(bench, 'CA1');
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  expect(await bench.ports.waiting.list()).toEqual([]);
});

test('an arrival that is sent again takes nobody’s place away', async () => {
  const bench = memoryPorts([]);
  await comesIn(bench, 'CA1');
  const before = await bench.ports.waiting.list();
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  expect(await bench.ports.waiting.list()).toEqual(before);
});

test('a caller behind an empty place in the queue is offered at their next tick', async () => {
  const bench = memoryPorts([agent('ana', { presence: 'away' })]);
  await comesIn(bench, 'CA1');
  await handleEvent(bench.ports, 'CA1', { type: 'CustomerHungUp' });
  await comesIn(bench, 'CA2');
  await bench.ports.waiting.put({ call: 'CA1', since: START - 1, front: false });
  bench.people.items.set('ana', { value: agent('ana'), revision: 'second' });
  await handleEvent(bench.ports, 'CA2', { type: 'WaitLoopTicked' });
  expect(bench.did).toEqual(['dial ana']);
  expect(await bench.ports.waiting.list()).toEqual([]);
});

test('nobody is rung for a caller who has gone, although their webhook comes again', async () => {
  const bench = memoryPorts([agent('ana')]);
  const ports = { ...bench.ports, telephony: { ...bench.ports.telephony, caller: async () => undefined } };
  await handleEvent(ports, 'CA1', arrival('CA1'));
  await handleEvent(ports, 'CA1', { type: 'CustomerJoined', room: 'CF1' });
  expect(bench.did).toEqual([]);
  expect(bench.calls.items.get('CA1')?.value.phase).toBe('ended');
  expect(await ports.waiting.list()).toEqual([]);
});
