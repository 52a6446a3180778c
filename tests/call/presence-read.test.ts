import type { Event } from '../../src/core/model/events.ts';
import { handleEvent } from '../../src/call/handle-event.ts';
import { announcementFor } from '../../src/core/repair/announcement.ts';
import { agent, START } from '../support/core/call-spec.ts';
import { memoryPorts } from '../support/core/memory-ports.ts';
import { arrival, joined, talking } from '../support/core/one-agent-talks.ts';

test.each([
  ['comes in', joined],
  ['is left by their agent', { type: 'LegLeft', leg: 'a1', sid: 'CA1-a1' } as const],
  ['hears the next music', { type: 'WaitLoopTicked' } as const],
])('that a customer %s is noted although nobody else’s presence can be read', async (_, event) => {
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

test('a transfer to anyone is not refused as "nobody" when presence cannot be read', async () => {
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

test('a caller hears their place at the first tick, where the queue is read', async () => {
  const bench = memoryPorts([]);
  await handleEvent(bench.ports, 'CA1', arrival('CA1'));
  await handleEvent(bench.ports, 'CA1', joined);
  const budget = { ...bench.ports.budget, now: () => bench.ports.budget.now() + 35_000 };
  const handled = await handleEvent({ ...bench.ports, budget }, 'CA1', { type: 'WaitLoopTicked' });
  if (handled.kind !== 'handled') throw new Error(handled.code);
  expect(announcementFor(handled.call, handled.world, START)).toEqual({ say: 'position', position: 1 });
});

test('presence is not read when the customer still has somebody', async () => {
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

describe('everybody’s presence', () => {
  /** How often it was read for the event. */
  async function readsFor(bench: ReturnType<typeof memoryPorts>, event: Event): Promise<number> {
    let reads = 0;
    const list = async () => ((reads += 1), bench.ports.agents.list());
    await handleEvent({ ...bench.ports, agents: { ...bench.ports.agents, list } }, 'CA1', event);
    return reads;
  }
  const target = { kind: 'agent', agent: 'ben' } as const;

  it('is read at a tick for a customer who has nobody', async () => {
    const bench = memoryPorts([agent('ana', { presence: 'away' })]);
    await handleEvent(bench.ports, 'CA1', arrival('CA1'));
    await handleEvent(bench.ports, 'CA1', joined);
    expect(await readsFor(bench, { type: 'WaitLoopTicked' })).toBe(1);
  });

  it('is not read for callers who have ten others before them', async () => {
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

  it('is not read at a tick for a customer on hold, nor is the queue', async () => {
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

  it('is not read when an agent turns available, except theirs', async () => {
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
