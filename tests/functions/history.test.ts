import type { Call } from '../../src/core/call.ts';
import type { LiveCall, RecentCall, TimelineEntry, WrapUp } from '../../src/core/history.ts';
import type { Agent } from '../../src/core/agent.ts';
import { inEnglish } from '../../src/core/story.ts';
import { openFloor, type LiveFloor } from '../support/live-floor.ts';
import { benchForEachTest } from '../support/bench-of-file.ts';
import { CALLER, phaseIs, until, type ProductBench, type TestPage } from '../support/product-bench.ts';

let bench: ProductBench;
let floor: LiveFloor;

benchForEachTest(async (fresh) => {
  bench = fresh;
  floor = await openFloor(bench);
});

async function codeOf(page: TestPage, path: string, body: object): Promise<string | undefined> {
  const { body: answer } = await page.post(path, body);
  return (JSON.parse(String(answer)) as { error?: { code: string } }).error?.code;
}

const recent = async (page: TestPage, body = {}) =>
  (await page.ask<{ calls: readonly RecentCall[] }>('/api/calls/recent', body)).calls;

const timeline = async (page: TestPage, call: string) =>
  (await page.ask<{ entries: readonly TimelineEntry[] }>('/api/calls/timeline', { call })).entries;

async function sentences(page: TestPage, call: string): Promise<readonly string[]> {
  return (await timeline(page, call)).flatMap((entry) => entry.sentences);
}

async function endCall(): Promise<void> {
  await floor.ben.ask<{ call: Call }>('/api/call/end', { call: floor.call, key: 'click-0001' });
  await phaseIs(bench, floor.call, 'ended');
}

test('a call that rang is among the recent ones of whom it rang, with how it ended', async () => {
  expect(await recent(floor.ben)).toEqual([
    { call: floor.call, at: expect.any(Number), from: CALLER, startedAt: expect.any(Number) },
  ]);
  await endCall();
  expect(await recent(floor.ben)).toMatchObject([{ call: floor.call, ending: { why: 'agent-ended' } }]);
  expect(await recent(floor.ana)).toEqual([]);
});

test('a call that rang twice is there once', async () => {
  const { call, ben, ana, anaPhone } = floor;
  const target = { kind: 'agent', agent: 'ana' };
  for (const round of [1, 2]) {
    await ben.ask('/api/transfer/start', { call, kind: 'consult', target, key: `consult-${round}` });
    await until('Ana rings', () => anaPhone.offer);
    await ben.ask('/api/transfer/cancel', { call, key: `cancel-${round}` });
    await until('Ana is free', async () => (await bench.agent('ana')).presence === 'available');
  }
  expect(await recent(ana)).toHaveLength(1);
});

test('the timeline is for whom the call rang, and for supervisors', async () => {
  expect((await sentences(floor.ben, floor.call)).join(' ')).toMatch(/ben/);
  expect(await sentences(floor.sue, floor.call)).toEqual(await sentences(floor.ben, floor.call));
  expect(await codeOf(floor.ana, '/api/calls/timeline', { call: floor.call })).toBe('not-your-call');
  const unknown = { call: `CA${'f'.repeat(32)}` };
  expect(await codeOf(floor.sue, '/api/calls/timeline', unknown)).toBe('call-not-found');
});

test('the timeline is kept in plain English and by code, with no whole number', async () => {
  await endCall();
  await floor.ben.ask('/api/wrap-up/save', { call: floor.call, disposition: 'other', note: 'Call back.' });
  const entries = await timeline(floor.ben, floor.call);
  const all = entries.flatMap(({ told = [] }) => told);
  expect(all).toEqual(
    expect.arrayContaining([
      { code: 'called', digits: CALLER.slice(-2) },
      { code: 'on-line', name: 'ben' },
      { code: 'ended.agent-ended' },
      { code: 'wrapped-up-with-note', name: 'ben', disposition: 'Other', note: 'Call back.' },
    ]),
  );
  expect(entries.map((entry) => entry.sentences)).toEqual(entries.map(({ told }) => told?.map(inEnglish)));
  expect(JSON.stringify(entries)).not.toContain(CALLER.slice(1));
});

test('wrap-up is kept with the call, told in the timeline, replaced when saved anew', async () => {
  await endCall();
  const save = (disposition: string, note?: string) =>
    floor.ben.ask<{ wrapUp: WrapUp }>('/api/wrap-up/save', {
      call: floor.call,
      disposition,
      ...(note !== undefined && { note }),
    });
  const { wrapUp } = await save('resolved', 'Refund promised.');
  expect(wrapUp).toEqual({ disposition: 'resolved', note: 'Refund promised.', at: expect.any(Number) });
  expect(await save('resolved', 'Refund promised.')).toEqual({ wrapUp });
  expect(await recent(floor.ben)).toMatchObject([{ wrapUp }]);
  await save('follow-up');
  expect((await recent(floor.ben))[0]?.wrapUp).toEqual({ disposition: 'follow-up', at: expect.any(Number) });
  const told = (await sentences(floor.sue, floor.call)).filter((sentence) =>
    sentence.includes('closed it as'),
  );
  expect(told).toEqual([
    'ben closed it as "Resolved": Refund promised.',
    'ben closed it as "Follow-up needed".',
  ]);
});

test('only who was rung wraps a call up, and only as the company has it', async () => {
  const body = { call: floor.call, disposition: 'resolved' };
  expect(await codeOf(floor.ana, '/api/wrap-up/save', body)).toBe('not-your-call');
  expect(await codeOf(floor.sue, '/api/wrap-up/save', body)).toBe('not-your-call');
  expect(await codeOf(floor.ben, '/api/wrap-up/save', { ...body, disposition: 'won' })).toBe('bad-request');
});

test('a supervisor sees the calls that are going on, and an agent only their own', async () => {
  const { calls } = await floor.sue.ask<{ calls: readonly LiveCall[] }>('/api/desk');
  expect(calls).toMatchObject([{ call: floor.call, from: CALLER, phase: 'talking', agents: ['ben'] }]);
  expect(await floor.ana.ask('/api/desk')).not.toHaveProperty('calls');
  await endCall();
  expect(await floor.sue.ask('/api/desk')).toMatchObject({ calls: [] });
});

test("a supervisor looks at a colleague's recent calls", async () => {
  expect(await recent(floor.sue, { agent: 'ben' })).toMatchObject([{ call: floor.call }]);
  expect(await recent(floor.sue)).toEqual([]);
});

test('a supervisor sends a colleague away, but not one on a call', async () => {
  const { agent } = await floor.sue.ask<{ agent: Agent }>('/api/agents/set-presence', {
    agent: 'ana',
    presence: 'away',
  });
  expect(agent).toMatchObject({ id: 'ana', presence: 'away' });
  expect(await bench.agent('ana')).toMatchObject({ presence: 'away' });
  const away = { agent: 'ben', presence: 'away' };
  expect(await codeOf(floor.sue, '/api/agents/set-presence', away)).toBe('on-a-call');
  expect(await codeOf(floor.sue, '/api/agents/set-presence', { ...away, agent: 'nobody' })).toBe(
    'target-unknown',
  );
});

test('signing out takes the agent out of the queue', async () => {
  await floor.ana.ask('/api/session/end');
  expect(await bench.agent('ana')).toMatchObject({ presence: 'offline' });
});
