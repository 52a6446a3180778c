import { handleEvent } from '../../src/call/handle-event.ts';
import { agent } from '../support/core/call-spec.ts';
import { memoryPorts } from '../support/core/memory-ports.ts';
import { arrival, found, joined, talking } from '../support/core/one-agent-talks.ts';

test('a claim won for a save that failed is released', async () => {
  const bench = memoryPorts([agent('ana')]);
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  const save = () => Promise.reject(new Error('Sync is down'));
  const broken = { ...bench.ports, calls: { ...bench.ports.calls, save } };
  await expect(handleEvent(broken, 'CA1', joined)).rejects.toThrow('Sync is down');
  expect(bench.people.items.get('ana')?.value.call).toBeUndefined();
  expect(bench.did).toEqual([]);
});

test('an agent is released at the end although a slower Function had claimed them', async () => {
  const bench = memoryPorts([agent('ana')]);
  await talking(bench, 'CA1');
  const save = async (...written: Parameters<typeof bench.ports.calls.save>) => {
    await found(() => bench.people.items.get('ana')?.value.leg === 'a2' || undefined);
    await handleEvent(bench.ports, 'CA1', { type: 'CustomerHungUp' });
    return bench.ports.calls.save(...written);
  };
  const slower = { ...bench.ports, calls: { ...bench.ports.calls, save } };
  await handleEvent(slower, 'CA1', { type: 'LegLeft', leg: 'a1', sid: 'CA1-a1' });
  expect(bench.calls.items.get('CA1')?.value.phase).toBe('ended');
  expect(bench.people.items.get('ana')?.value).toMatchObject({ presence: 'wrap-up' });
  expect(bench.people.items.get('ana')?.value.call).toBeUndefined();
});

test.each([
  ['who was called in', 'CancelAsked', 'ben', 'available'],
  ['who leaves', 'CompleteAsked', 'ana', 'wrap-up'],
] as const)(
  'an agent %s is not released while their leg is still being hung up',
  async (_who, type, id, presence) => {
    const bench = memoryPorts([agent('ana'), agent('ben')]);
    await talking(bench, 'CA1');
    const target = { kind: 'agent', agent: 'ben' } as const;
    await handleEvent(bench.ports, 'CA1', {
      type: 'TransferAsked',
      by: 'ana',
      key: 'k1',
      kind: 'consult',
      target,
    });
    await handleEvent(bench.ports, 'CA1', { type: 'LegJoined', leg: 'a2', sid: 'CA1-a2', room: 'CF1' });
    let over = (): void => undefined;
    const hangUp = () => new Promise<void>((resolve) => (over = resolve));
    const slow = { ...bench.ports, telephony: { ...bench.ports.telephony, hangUp } };
    const asked = handleEvent(slow, 'CA1', { type, by: 'ana', key: 'k2' });
    await found(() => !bench.calls.items.get('CA1')?.value.transfer || undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(bench.people.items.get(id)?.value).toMatchObject({ call: 'CA1', presence: 'busy' });
    over();
    await asked;
    expect(bench.people.items.get(id)?.value).toMatchObject({ presence });
  },
);

test('a claim that came to nothing is released although the agent’s page wrote too', async () => {
  const bench = memoryPorts([agent('ana')]);
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  const save = async () => {
    const claimed = await found(async () => {
      const stored = await bench.ports.agents.load('ana');
      return stored?.value.call === 'CA1' ? stored : undefined;
    });
    const seenAt = claimed.value.seenAt + 1;
    await bench.ports.agents.save({ ...claimed.value, seenAt }, claimed.revision);
    throw new Error('Sync is down');
  };
  const broken = { ...bench.ports, calls: { ...bench.ports.calls, save } };
  await expect(handleEvent(broken, 'CA1', joined)).rejects.toThrow('Sync is down');
  expect(bench.people.items.get('ana')?.value.call).toBeUndefined();
});

test('an agent is not rung while their claim is in doubt, and is released', async () => {
  const bench = memoryPorts([agent('ana')]);
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  let writes = 0;
  const save: typeof bench.ports.agents.save = async (...given) => {
    const saved = await bench.ports.agents.save(...given);
    if ((writes += 1) === 1) throw new Error('no answer');
    return saved;
  };
  await handleEvent({ ...bench.ports, agents: { ...bench.ports.agents, save } }, 'CA1', joined);
  expect(bench.did).toEqual([]);
  expect(bench.calls.items.get('CA1')?.value).toMatchObject({ phase: 'waiting', legs: [] });
  expect(bench.people.items.get('ana')?.value).toMatchObject({ presence: 'available' });
});

test('an agent whose claim comes after the end of the call is released', async () => {
  const bench = memoryPorts([agent('ana')]);
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  let write = (): void => undefined;
  const slowly = new Promise<void>((resolve) => (write = resolve));
  const agents = {
    ...bench.ports.agents,
    save: (...given: Parameters<typeof bench.ports.agents.save>) =>
      slowly.then(() => bench.ports.agents.save(...given)),
  };
  const routed = handleEvent({ ...bench.ports, agents }, 'CA1', joined);
  await found(async () => bench.calls.items.get('CA1')?.value.legs[0]);
  await handleEvent(bench.ports, 'CA1', { type: 'CustomerHungUp' });
  write();
  await routed;
  expect(bench.people.items.get('ana')?.value).toMatchObject({ presence: 'available' });
  expect(bench.people.items.get('ana')?.value.call).toBeUndefined();
});
