import type { Event } from '../../src/core/model/events.ts';
import { handleEvent } from '../../src/call/handle-event.ts';
import { ConflictError } from '../../src/call/ports.ts';
import { announcementFor } from '../../src/core/repair/announcement.ts';
import { agent, START } from '../support/core/call-spec.ts';
import { memoryPorts } from '../support/core/memory-ports.ts';

const arrival = (call: string): Event => ({
  type: 'CallArrived',
  call,
  from: '+15550123',
  to: '+15550100',
  language: 'en',
});
const joined: Event = { type: 'CustomerJoined', room: 'CF1' };

async function talking(bench: ReturnType<typeof memoryPorts>, call: string): Promise<void> {
  await handleEvent(bench.ports, call, arrival(call));
  await handleEvent(bench.ports, call, joined);
  const leg = { leg: 'a1', sid: `${call}-a1` };
  await handleEvent(bench.ports, call, { type: 'LegAnswered', ...leg });
  await handleEvent(bench.ports, call, { type: 'LegJoined', ...leg, room: 'CF1' });
}

test('the same event at the same time in many Functions rings the agent once', async () => {
  const bench = memoryPorts([agent('ana')]);
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  await Promise.all(Array.from({ length: 5 }, () => handleEvent(bench.ports, 'CA1', joined)));
  expect(bench.did).toEqual(['dial ana']);
  expect(bench.people.items.get('ana')?.value).toMatchObject({ call: 'CA1', leg: 'a1', presence: 'busy' });
});

test.each([
  ['comes in', joined],
  ['is left by their agent', { type: 'LegLeft', leg: 'a1', sid: 'CA1-a1' } as const],
  ['hears the next music', { type: 'WaitLoopTicked' } as const],
])('saves that a customer %s while presence cannot be read; the next tick decides', async (_, event) => {
  const bench = memoryPorts([agent('ana'), agent('ben')]);
  if (event.type === 'LegLeft') await talking(bench, 'CA1');
  else await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  const tooOften = { ...bench.ports.agents, list: () => Promise.reject(new Error('429')) };
  const before = bench.calls.items.get('CA1')?.revision;
  expect((await handleEvent({ ...bench.ports, agents: tooOften }, 'CA1', event)).kind).toBe('handled');
  expect(bench.calls.items.get('CA1')?.revision).not.toBe(before);
  const rung = bench.did.filter((what) => what.startsWith('dial'));
  await handleEvent(bench.ports, 'CA1', { type: 'WaitLoopTicked' });
  expect(bench.did.filter((what) => what.startsWith('dial'))).toHaveLength(rung.length + 1);
});

test('does not refuse a transfer to anyone when presence cannot be read', async () => {
  const bench = memoryPorts([agent('ana'), agent('ben')]);
  await talking(bench, 'CA1');
  const tooOften = { ...bench.ports.agents, list: () => Promise.reject(new Error('429')) };
  const asked: Event = {
    type: 'TransferAsked',
    by: 'ana',
    key: 'k',
    kind: 'consult',
    target: { kind: 'anyone' },
  };
  await expect(handleEvent({ ...bench.ports, agents: tooOften }, 'CA1', asked)).rejects.toThrow('429');
});

test('two callers at once never get the same agent', async () => {
  const bench = memoryPorts([agent('ana'), agent('ben')]);
  await Promise.all(['CA1', 'CA2'].map((id) => handleEvent(bench.ports, id, arrival(id))));
  await Promise.all(['CA1', 'CA2'].map((id) => handleEvent(bench.ports, id, joined)));
  await Promise.all(['CA1', 'CA2'].map((id) => handleEvent(bench.ports, id, { type: 'WaitLoopTicked' })));
  expect(new Set(bench.did)).toEqual(new Set(['dial ana', 'dial ben']));
  expect(bench.did).toHaveLength(2);
});

test('one agent and two callers: the claim is lost by one, who dials nobody and waits', async () => {
  const bench = memoryPorts([agent('ana')]);
  await Promise.all(['CA1', 'CA2'].map((id) => handleEvent(bench.ports, id, arrival(id))));
  await Promise.all(['CA1', 'CA2'].map((id) => handleEvent(bench.ports, id, joined)));
  await handleEvent(bench.ports, 'CA1', { type: 'WaitLoopTicked' });
  await handleEvent(bench.ports, 'CA2', { type: 'WaitLoopTicked' });
  expect(bench.did).toEqual(['dial ana']);
  const phases = ['CA1', 'CA2'].map((id) => bench.calls.items.get(id)?.value.phase);
  expect(new Set(phases)).toEqual(new Set(['ringing', 'waiting']));
});

test('two clicks at once put the customer on hold once', async () => {
  const bench = memoryPorts([agent('ana')]);
  await talking(bench, 'CA1');
  const click: Event = { type: 'HoldAsked', by: 'ana', key: 'k1', party: 'customer', on: true };
  await Promise.all([handleEvent(bench.ports, 'CA1', click), handleEvent(bench.ports, 'CA1', click)]);
  expect(bench.did.filter((what) => what === 'hold CA1')).toHaveLength(1);
});

test('the next event runs what a Function left when it was killed after the save', async () => {
  const bench = memoryPorts([agent('ana')]);
  await talking(bench, 'CA1');
  const never = new Promise<never>(() => undefined);
  const dying = { ...bench.ports, telephony: { ...bench.ports.telephony, hold: () => never } };
  const click: Event = { type: 'HoldAsked', by: 'ana', key: 'k1', party: 'customer', on: true };
  void handleEvent(dying, 'CA1', click);
  while (!bench.calls.items.get('CA1')?.value.customer.hold) await new Promise(setImmediate);
  const later = { ...bench.ports.budget, now: () => bench.ports.budget.now() + 20_000 };
  await handleEvent({ ...bench.ports, budget: later }, 'CA1', { type: 'WaitLoopTicked' });
  expect(bench.did).toContain('hold CA1');
  expect(bench.calls.items.get('CA1')?.value.pending).toEqual([]);
});

test('tells a caller their place at the first tick, though that tick retries the queue', async () => {
  const bench = memoryPorts([]);
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  await handleEvent(bench.ports, 'CA1', joined);
  const budget = { ...bench.ports.budget, now: () => bench.ports.budget.now() + 35_000 };
  const handled = await handleEvent({ ...bench.ports, budget }, 'CA1', { type: 'WaitLoopTicked' });
  if (handled.kind !== 'handled') throw new Error(handled.code);
  expect(announcementFor(handled.call, handled.world, START)).toEqual({ say: 'position', position: 1 });
});

test('a claim won for a save that failed is given back', async () => {
  const bench = memoryPorts([agent('ana')]);
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  const save = () => Promise.reject(new Error('Sync is down'));
  const broken = { ...bench.ports, calls: { ...bench.ports.calls, save } };
  await expect(handleEvent(broken, 'CA1', joined)).rejects.toThrow('Sync is down');
  expect(bench.people.items.get('ana')?.value.call).toBeUndefined();
  expect(bench.did).toEqual([]);
});

test('releases an agent at the end although a slower Function claimed them again', async () => {
  const bench = memoryPorts([agent('ana')]);
  await talking(bench, 'CA1');
  const save = async (...written: Parameters<typeof bench.ports.calls.save>) => {
    while (bench.people.items.get('ana')?.value.leg !== 'a2') await new Promise(setImmediate);
    await handleEvent(bench.ports, 'CA1', { type: 'CustomerHungUp' });
    return bench.ports.calls.save(...written);
  };
  const slower = { ...bench.ports, calls: { ...bench.ports.calls, save } };
  await handleEvent(slower, 'CA1', { type: 'LegLeft', leg: 'a1', sid: 'CA1-a1' });
  expect(bench.calls.items.get('CA1')?.value.phase).toBe('ended');
  expect(bench.people.items.get('ana')?.value).toMatchObject({ presence: 'wrap-up' });
  expect(bench.people.items.get('ana')?.value.call).toBeUndefined();
});

test('a conflict that never ends is refused as something to try again', async () => {
  const bench = memoryPorts([agent('ana')]);
  await talking(bench, 'CA1');
  const save = () => Promise.reject(new ConflictError('always'));
  const busy = { ...bench.ports, calls: { ...bench.ports.calls, save } };
  const click: Event = { type: 'EndAsked', by: 'ana', key: 'k1' };
  expect(await handleEvent(busy, 'CA1', click)).toEqual({ kind: 'refused', code: 'try-again' });
});

test.each([
  ['who was called in', 'CancelAsked', 'ben', 'available'],
  ['who leaves', 'CompleteAsked', 'ana', 'wrap-up'],
] as const)(
  'an agent %s is not given back while their leg is still being hung up',
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
    while (bench.calls.items.get('CA1')?.value.transfer) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(bench.people.items.get(id)?.value).toMatchObject({ call: 'CA1', presence: 'busy' });
    over();
    await asked;
    expect(bench.people.items.get(id)?.value).toMatchObject({ presence });
  },
);

test('nobody’s presence is read for a leaving that leaves the customer with somebody', async () => {
  const bench = memoryPorts([agent('ana'), agent('ben')]);
  await talking(bench, 'CA1');
  const target = { kind: 'agent', agent: 'ben' } as const;
  await handleEvent(bench.ports, 'CA1', { type: 'TransferAsked', by: 'ana', key: 'k1', kind: 'add', target });
  await handleEvent(bench.ports, 'CA1', { type: 'LegJoined', leg: 'a2', sid: 'CA1-a2', room: 'CF1' });
  let looks = 0;
  const list = () => ((looks += 1), bench.ports.agents.list());
  const counted = { ...bench.ports, agents: { ...bench.ports.agents, list } };
  await handleEvent(counted, 'CA1', { type: 'LegLeft', leg: 'a2', sid: 'CA1-a2' });
  expect(looks).toBe(0);
  await handleEvent(counted, 'CA1', { type: 'LegLeft', leg: 'a1', sid: 'CA1-a1' });
  expect(looks).toBe(1);
});

test('undoes a failed claim although the agent’s page has written meanwhile', async () => {
  const bench = memoryPorts([agent('ana')]);
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  const save = async () => {
    const claimed = await until(async () => {
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

test('releases an agent, and does not ring them, when their claim is uncertain', async () => {
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

test('an agent whose claim comes after the end of the call is given back', async () => {
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
  await until(async () => bench.calls.items.get('CA1')?.value.legs[0]);
  await handleEvent(bench.ports, 'CA1', { type: 'CustomerHungUp' });
  write();
  await routed;
  expect(bench.people.items.get('ana')?.value).toMatchObject({ presence: 'available' });
  expect(bench.people.items.get('ana')?.value.call).toBeUndefined();
});

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise(setImmediate);
  }
}

describe('everybody’s presence', () => {
  /** The number of reads for the event. */
  async function readsFor(bench: ReturnType<typeof memoryPorts>, event: Event): Promise<number> {
    let reads = 0;
    const list = async () => ((reads += 1), bench.ports.agents.list());
    await handleEvent({ ...bench.ports, agents: { ...bench.ports.agents, list } }, 'CA1', event);
    return reads;
  }
  const target = { kind: 'agent', agent: 'ben' } as const;

  it('is read at a pass of the music for a customer who has nobody', async () => {
    const bench = memoryPorts([agent('ana', { presence: 'away' })]);
    await handleEvent(bench.ports, 'CA1', arrival('CA1'));
    await handleEvent(bench.ports, 'CA1', joined);
    expect(await readsFor(bench, { type: 'WaitLoopTicked' })).toBe(1);
  });

  it('is not read for those at whose turn ten others would have to be free as well', async () => {
    const bench = memoryPorts([agent('ana', { presence: 'away' })]);
    await handleEvent(bench.ports, 'CA1', arrival('CA1'));
    await handleEvent(bench.ports, 'CA1', joined);
    const queue = (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          bench.ports.waiting.put({ call: `CA-before-${index}`, since: START - 1000, front: false }),
        ),
      );
    await queue(9);
    expect(await readsFor(bench, { type: 'WaitLoopTicked' })).toBe(1);
    await queue(10);
    expect(await readsFor(bench, { type: 'WaitLoopTicked' })).toBe(0);
  });

  it('is not read at a pass of the music for a customer on hold, nor is the queue', async () => {
    const bench = memoryPorts([agent('ana')]);
    await talking(bench, 'CA1');
    const inRoom = ['CA1', 'CA1-a1'].map((sid) => ({ sid, held: false, muted: false }));
    bench.ports.telephony.whoIsInRoom = async () => ({ inRoom, customerAlive: true });
    await handleEvent(bench.ports, 'CA1', {
      type: 'HoldAsked',
      by: 'ana',
      key: 'k1',
      party: 'customer',
      on: true,
    });
    bench.ports.waiting.list = () => Promise.reject(new Error('the queue was read'));
    expect(await readsFor(bench, { type: 'WaitLoopTicked' })).toBe(0);
  });

  it('is not read where one agent turns available, who alone can take the call', async () => {
    const bench = memoryPorts([agent('ana', { presence: 'away' })]);
    await handleEvent(bench.ports, 'CA1', arrival('CA1'));
    await handleEvent(bench.ports, 'CA1', joined);
    bench.people.items.set('ana', { value: agent('ana'), revision: 'second' });
    expect(await readsFor(bench, { type: 'AgentTurnedAvailable', agent: 'ana' })).toBe(0);
    expect(bench.did).toEqual(['dial ana']);
  });

  it('is not read for a transfer to one agent', async () => {
    const bench = memoryPorts([agent('ana'), agent('ben')]);
    await talking(bench, 'CA1');
    const asked: Event = { type: 'TransferAsked', by: 'ana', key: 'k1', kind: 'consult', target };
    expect(await readsFor(bench, asked)).toBe(0);
    expect(bench.did).toContain('dial ben');
  });

  it('is read once more where the last agent of a call goes away', async () => {
    const bench = memoryPorts([agent('ana')]);
    await talking(bench, 'CA1');
    expect(await readsFor(bench, { type: 'LegLeft', leg: 'a1', sid: 'CA1-a1' })).toBe(1);
  });
});
