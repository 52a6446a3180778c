import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import {
  CALLER,
  onDuty,
  phaseIs,
  BenchPhone,
  type ProductBench,
} from '../support/functions/product-bench.ts';
import { until } from '../../harness/until.ts';

let bench: ProductBench;

benchForEachTest(async (fresh) => {
  bench = fresh;
  await Promise.all(['ana', 'ben'].map((id) => bench.addAgent(id)));
});

const voicesAt = (sid: string) => bench.local.phoneSwitch.hearing(sid)?.voices ?? [];

function budgetOf(path: string): number {
  const reports = bench.local.functions.invocations().filter((each) => each.path.startsWith(path));
  return Math.max(...reports.map(({ sequentialRequests }) => sequentialRequests));
}

async function answerRing(phone: BenchPhone): Promise<string> {
  const offer = await until(`${phone.address} rings`, () => phone.offer);
  offer.answer();
  return offer.callSid;
}

test('a warm transfer: always a person or music, and the first agent can leave (promise: transfer-completed)', async () => {
  const ana = await onDuty(bench, 'ana');
  const customer = new BenchPhone(bench, CALLER);
  const call = customer.dial();
  const anaLeg = await answerRing(ana.phone);
  await phaseIs(bench, call, 'talking');
  expect(voicesAt(call)).toEqual([anaLeg]);

  const ben = await onDuty(bench, 'ben');
  const target = { kind: 'agent', agent: 'ben' };
  await ana.page.ask('/api/transfer/start', {
    call,
    kind: 'consult',
    target,
    note: 'A refund.',
    key: 'click-01',
  });
  const benLeg = await answerRing(ben.phone);
  await until('the agents hear each other', () => voicesAt(benLeg).includes(anaLeg));
  expect(voicesAt(call)).toEqual([]);
  expect(voicesAt(benLeg)).not.toContain(call);

  await ana.page.ask('/api/transfer/complete', { call, key: 'click-02' });
  // Load, save, effects; the fourth keeps the outcome.
  expect(budgetOf('/api/transfer/start')).toBeLessThanOrEqual(4);
  await until('the customer hears Ben alone', () => voicesAt(call).join() === benLeg);
  await phaseIs(bench, call, 'talking');
  await until('Ana wraps up', async () => (await bench.agent('ana')).presence === 'wrap-up');

  customer.leave(call);
  await phaseIs(bench, call, 'ended');
  await until('Ben is released', async () => (await bench.agent('ben')).call === undefined);
});

test('requests before an answer are counted and few', async () => {
  const ana = await onDuty(bench, 'ana');
  const customer = new BenchPhone(bench, CALLER);
  const call = customer.dial();
  await answerRing(ana.phone);
  await phaseIs(bench, call, 'talking');
  expect(budgetOf('/voice/incoming')).toBeLessThanOrEqual(1);
  expect(budgetOf('/voice/wait')).toBe(0);
  expect(budgetOf('/voice/connect-agent')).toBeLessThanOrEqual(1);
});

test('nobody is there: the music is the clock, and whoever turns available is offered (promise: waits-for-agent)', async () => {
  const customer = new BenchPhone(bench, CALLER);
  const call = customer.dial();
  await until('the clock has ticked', () => bench.local.functions.counts()['/voice/tick']);
  expect((await bench.call(call))?.phase).toBe('waiting');
  const ana = await onDuty(bench, 'ana');
  await answerRing(ana.phone);
  await phaseIs(bench, call, 'talking');
});

test('too many Functions run for a moment: the music is asked for again and goes on (promise: rest-fails)', async () => {
  const full = { do: 'answer', status: 429 } as const;
  bench.local.faults.set([{ at: 'webhook', match: '/voice/(tick|wait)', times: 3, action: full }]);
  const customer = new BenchPhone(bench, CALLER);
  const call = customer.dial();
  await until('the clock has ticked', () => bench.local.functions.counts()['/voice/tick']);
  expect(bench.local.faults.list()).toEqual([]);
  expect(bench.local.functions.counts()['/voice/after-room']).toBeUndefined();
  await until('music', () => bench.local.phoneSwitch.hearing(call)?.clip);
});

test('the music needs no undocumented parameter of Twilio’s: its address says it all', async () => {
  const call = new BenchPhone(bench, CALLER).dial();
  await until('the clock has ticked', () => bench.local.functions.counts()['/voice/tick']);
  const now = Date.now();
  const url = `https://${bench.domain}/voice/tick?call=${call}&lang=en&at=${now}&began=${now}`;
  const bare = { url, method: 'POST', params: {}, followRedirects: false } as const;
  expect(String((await bench.local.webhooks.send(bare)).body)).toContain('sounds/music');
  const ana = await onDuty(bench, 'ana');
  await answerRing(ana.phone);
  await phaseIs(bench, call, 'talking');
});

test('the last agent vanishes: apology, then music, and the customer is queued again (promise: agent-vanishes)', async () => {
  const ana = await onDuty(bench, 'ana');
  const customer = new BenchPhone(bench, CALLER);
  const call = customer.dial();
  const leg = await answerRing(ana.phone);
  await phaseIs(bench, call, 'talking');
  ana.phone.leave(leg);
  const heard = await until('an apology', () => {
    const content = bench.local.phoneSwitch.hearing(call)?.clip?.clip.content;
    return content?.includes('sorry') && content;
  });
  expect(heard).toContain('stay on the line');
});

test('Sync is down: the caller is answered with music, and known once it is back (promise: sync-out)', async () => {
  const down = { do: 'answer', status: 503 } as const;
  bench.local.faults.set([
    { at: 'sync', action: down },
    { at: 'rest', match: '/v1/Services', action: down },
  ]);
  const customer = new BenchPhone(bench, CALLER);
  const call = customer.dial();
  await until('music', () => bench.local.phoneSwitch.hearing(call)?.clip);
  bench.local.faults.set([]);
  const ana = await onDuty(bench, 'ana');
  await answerRing(ana.phone);
  await phaseIs(bench, call, 'talking');
});
