import type { Event } from '../../src/core/model/events.ts';
import { handleEvent } from '../../src/call/handle-event.ts';
import { heartbeat } from '../../src/call/keep-presence.ts';
import { agent, settings } from '../support/core/call-spec.ts';
import { memoryPorts } from '../support/core/memory-ports.ts';

type Bench = ReturnType<typeof memoryPorts>;

/** The same, so much later. */
function later(bench: Bench, ms: number): Bench['ports'] {
  return { ...bench.ports, budget: { ...bench.ports.budget, now: () => bench.ports.budget.now() + ms } };
}

async function arrives(ports: Bench['ports'], call: string): Promise<void> {
  const who = { from: '+15550123', to: '+15550100', language: 'en' } as const;
  const events: readonly Event[] = [
    { type: 'CallArrived', call, ...who },
    { type: 'CustomerJoined', room: `CF-${call}` },
  ];
  for (const event of events) await handleEvent(ports, call, event);
}

/** Ana has answered. The webhooks that she joined the room and left it were lost. */
async function answeredOnly(bench: Bench): Promise<void> {
  await arrives(bench.ports, 'CA1');
  await handleEvent(bench.ports, 'CA1', { type: 'LegAnswered', leg: 'a1', sid: 'CA1-a1' });
}

/** The same, with both of them in the room. */
function together(ports: Bench['ports']): Bench['ports'] {
  const inRoom = ['CA1', 'CA1-a1'].map((sid) => ({ sid, held: false, muted: false }));
  return {
    ...ports,
    telephony: { ...ports.telephony, whoIsInRoom: async () => ({ inRoom, customerAlive: true }) },
  };
}

test('the call no longer counts on an agent whose claim has lapsed', async () => {
  const bench = memoryPorts([agent('ana'), agent('ben', { presence: 'away' })]);
  await answeredOnly(bench);
  await heartbeat(later(bench, 90_000), 'ben', null, 'page');
  expect(bench.people.items.get('ana')?.value.call).toBeUndefined();
  expect(bench.calls.items.get('CA1')?.value).toMatchObject({ phase: 'rescuing', legs: [] });
});

test('a page that sends a heartbeat every 20 s is recorded every 40 s', async () => {
  const bench = memoryPorts([agent('ana')]);
  const revisions = new Set<string | undefined>();
  for (let ms = 0; ms <= 120_000; ms += 20_000) {
    await heartbeat(
      { ...later(bench, ms), settings: { ...settings, pageGoneSeconds: 75 } },
      'ana',
      null,
      'page',
    );
    revisions.add(bench.people.items.get('ana')?.revision);
  }
  expect(revisions.size).toBe(4);
});

test('an agent whose page has the call is on it, though the webhook was lost', async () => {
  const bench = memoryPorts([agent('ana')]);
  await answeredOnly(bench);
  await heartbeat(together(later(bench, 20_000)), 'ana', 'CA1', 'page');
  await heartbeat(together(later(bench, 90_000)), 'ana', 'CA1', 'page');
  expect(bench.people.items.get('ana')?.value).toMatchObject({ call: 'CA1', presence: 'busy' });
});

test('an agent who talks is not rung for another, though the webhook was lost', async () => {
  const bench = memoryPorts([agent('ana'), agent('ben', { presence: 'away' })]);
  await answeredOnly(bench);
  await arrives(later(bench, 90_000), 'CA2');
  expect(bench.did).toEqual(['dial ana']);
  await heartbeat(together(later(bench, 95_000)), 'ben', null, 'page');
  const ana = bench.people.items.get('ana')?.value;
  expect(ana).toMatchObject({ call: 'CA1', presence: 'busy' });
  expect(ana?.claimUntil).toBeUndefined();
});

test('any page’s next heartbeat frees an agent claimed by a call that is gone', async () => {
  const lost = { presence: 'busy', call: 'CA-gone', leg: 'a1', claimUntil: 0 } as const;
  const bench = memoryPorts([agent('ana', lost), agent('ben', { presence: 'away' })]);
  await heartbeat(later(bench, 0), 'ben', null, 'page');
  expect(bench.people.items.get('ana')?.value).toMatchObject({ presence: 'available' });
});

describe('a call that its agent left to an outside party', () => {
  const plumber = { kind: 'outside', entry: 'plumber' } as const;

  async function leftToPlumber(): Promise<Bench> {
    const bench = memoryPorts([agent('ana'), agent('ben', { presence: 'away' })]);
    await answeredOnly(bench);
    const asked = { type: 'TransferAsked', by: 'ana', key: 'k1', kind: 'add', target: plumber } as const;
    await handleEvent(bench.ports, 'CA1', asked);
    await handleEvent(bench.ports, 'CA1', { type: 'LegJoined', leg: 'a2', sid: 'CA1-a2', room: 'CF1' });
    await handleEvent(bench.ports, 'CA1', { type: 'CompleteAsked', by: 'ana', key: 'k2' });
    return bench;
  }

  it('is checked by any page, which finds a departure without a webhook', async () => {
    const bench = await leftToPlumber();
    await heartbeat(later(bench, 40_000), 'ben', null, 'page');
    expect(bench.calls.items.get('CA1')?.value.phase).toBe('rescuing');
    expect(bench.people.items.get('ana')?.value.leftBehind).toBeUndefined();
  });

  it('is checked for as long as they talk', async () => {
    const bench = await leftToPlumber();
    const inRoom = ['CA1', 'CA1-a2'].map((sid) => ({ sid, held: false, muted: false }));
    const ports = later(bench, 40_000);
    const look = async () => ({ inRoom, customerAlive: true });
    await heartbeat({ ...ports, telephony: { ...ports.telephony, whoIsInRoom: look } }, 'ben', null, 'page');
    expect(bench.calls.items.get('CA1')?.value.phase).toBe('talking');
    expect(bench.people.items.get('ana')?.value.leftBehind).toEqual(['CA1']);
  });
});
