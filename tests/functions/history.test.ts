import type { Call } from '../../src/core/model/call.ts';
import type { LiveCall, RecentCall, TimelineEntry, WrapUp } from '../../src/core/model/history.ts';
import type { Agent } from '../../src/core/model/agent.ts';
import { englishSentence } from '../../src/core/model/timeline-event.ts';
import { bringTeamToWork, type TeamAtWork } from '../support/functions/team-at-work.ts';
import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import { CALLER, phaseIs, type ProductBench, type TestPage } from '../support/functions/product-bench.ts';
import { until } from '../../harness/until.ts';

let bench: ProductBench;
let team: TeamAtWork;

benchForEachTest(async (fresh) => {
  bench = fresh;
  team = await bringTeamToWork(bench);
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
  await team.ben.ask<{ call: Call }>('/api/call/end', { call: team.call, key: 'click-0001' });
  await phaseIs(bench, team.call, 'ended');
}

test('a call is among the recent ones of each agent whom it rang, with its ending', async () => {
  expect(await recent(team.ben)).toEqual([
    { call: team.call, at: expect.any(Number), from: CALLER, startedAt: expect.any(Number) },
  ]);
  await endCall();
  expect(await recent(team.ben)).toMatchObject([{ call: team.call, ending: { why: 'agent-ended' } }]);
  expect(await recent(team.ana)).toEqual([]);
});

test('a call that rang twice is there once', async () => {
  const { call, ben, ana, anaPhone } = team;
  const target = { kind: 'agent', agent: 'ana' };
  for (const round of [1, 2]) {
    await ben.ask('/api/transfer/start', { call, kind: 'consult', target, key: `consult-${round}` });
    await until('Ana rings', () => anaPhone.offer);
    await ben.ask('/api/transfer/cancel', { call, key: `cancel-${round}` });
    await until('Ana is free', async () => (await bench.agent('ana')).presence === 'available');
  }
  expect(await recent(ana)).toHaveLength(1);
});

test('the timeline is for agents whom the call rang, and for supervisors', async () => {
  expect((await sentences(team.ben, team.call)).join(' ')).toMatch(/ben/);
  expect(await sentences(team.sue, team.call)).toEqual(await sentences(team.ben, team.call));
  expect(await codeOf(team.ana, '/api/calls/timeline', { call: team.call })).toBe('not-your-call');
  const unknown = { call: `CA${'f'.repeat(32)}` };
  expect(await codeOf(team.sue, '/api/calls/timeline', unknown)).toBe('call-not-found');
});

test('the timeline is kept in plain English and by code, with no whole number', async () => {
  await endCall();
  await team.ben.ask('/api/wrap-up/save', { call: team.call, disposition: 'other', note: 'Call back.' });
  const entries = await timeline(team.ben, team.call);
  const all = entries.flatMap(({ told = [] }) => told);
  expect(all).toEqual(
    expect.arrayContaining([
      { code: 'called', digits: CALLER.slice(-2) },
      { code: 'on-line', name: 'ben' },
      { code: 'ended.agent-ended' },
      { code: 'wrapped-up-with-note', name: 'ben', disposition: 'Other', note: 'Call back.' },
    ]),
  );
  expect(entries.map((entry) => entry.sentences)).toEqual(
    entries.map(({ told }) => told?.map(englishSentence)),
  );
  expect(JSON.stringify(entries)).not.toContain(CALLER.slice(1));
});

test('wrap-up is kept with the call, told in the timeline, replaced when saved anew', async () => {
  await endCall();
  const save = (disposition: string, note?: string) =>
    team.ben.ask<{ wrapUp: WrapUp }>('/api/wrap-up/save', {
      call: team.call,
      disposition,
      ...(note !== undefined && { note }),
    });
  const { wrapUp } = await save('resolved', 'Refund promised.');
  expect(wrapUp).toEqual({ disposition: 'resolved', note: 'Refund promised.', at: expect.any(Number) });
  expect(await save('resolved', 'Refund promised.')).toEqual({ wrapUp });
  expect(await recent(team.ben)).toMatchObject([{ wrapUp }]);
  await save('follow-up');
  expect((await recent(team.ben))[0]?.wrapUp).toEqual({ disposition: 'follow-up', at: expect.any(Number) });
  const told = (await sentences(team.sue, team.call)).filter((sentence) => sentence.includes('closed it as'));
  expect(told).toEqual([
    'ben closed it as "Resolved": Refund promised.',
    'ben closed it as "Follow-up needed".',
  ]);
});

test('only who was rung wraps a call up, and only as the company has it', async () => {
  const body = { call: team.call, disposition: 'resolved' };
  expect(await codeOf(team.ana, '/api/wrap-up/save', body)).toBe('not-your-call');
  expect(await codeOf(team.sue, '/api/wrap-up/save', body)).toBe('not-your-call');
  expect(await codeOf(team.ben, '/api/wrap-up/save', { ...body, disposition: 'won' })).toBe('bad-request');
});

test('a supervisor sees the calls that are going on, and an agent only their own', async () => {
  const { calls } = await team.sue.ask<{ calls: readonly LiveCall[] }>('/api/desk');
  expect(calls).toMatchObject([{ call: team.call, from: CALLER, phase: 'talking', agents: ['ben'] }]);
  expect(await team.ana.ask('/api/desk')).not.toHaveProperty('calls');
  await endCall();
  expect(await team.sue.ask('/api/desk')).toMatchObject({ calls: [] });
});

test("a supervisor looks at a colleague's recent calls", async () => {
  expect(await recent(team.sue, { agent: 'ben' })).toMatchObject([{ call: team.call }]);
  expect(await recent(team.sue)).toEqual([]);
});

test('a supervisor sends a colleague away, but not one on a call', async () => {
  const { agent } = await team.sue.ask<{ agent: Agent }>('/api/agents/set-presence', {
    agent: 'ana',
    presence: 'away',
  });
  expect(agent).toMatchObject({ id: 'ana', presence: 'away' });
  expect(await bench.agent('ana')).toMatchObject({ presence: 'away' });
  const away = { agent: 'ben', presence: 'away' };
  expect(await codeOf(team.sue, '/api/agents/set-presence', away)).toBe('on-a-call');
  expect(await codeOf(team.sue, '/api/agents/set-presence', { ...away, agent: 'nobody' })).toBe(
    'target-unknown',
  );
});

test('signing out takes the agent out of the queue', async () => {
  await team.ana.ask('/api/session/end');
  expect(await bench.agent('ana')).toMatchObject({ presence: 'offline' });
});
