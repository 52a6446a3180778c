import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import {
  answersCaller,
  CALLER,
  onDuty,
  phaseIs,
  BenchPhone,
  type ProductBench,
} from '../support/functions/product-bench.ts';
import { until } from '../../harness/until.ts';

const start = benchesOnDemand();

async function hired(bench: ProductBench, id: string) {
  await bench.addAgent(id);
  return onDuty(bench, id);
}

/** How many REST requests of the Function's last run had to be answered, one after the other, before this one. */
function roundsUntil(bench: ProductBench, path: string, what: RegExp): number {
  const report = bench.local.functions.invocations().findLast((each) => each.path === path);
  const wanted = report?.rounds.filter((_, index) => what.test(report.rest[index] ?? '')) ?? [];
  if (wanted.length === 0) throw new Error(`${path} sent nothing like ${what}`);
  return Math.max(...wanted);
}

test('a transfer is dialled, and completing takes effect, in three rounds of requests', async () => {
  const bench = await start();
  const ana = await hired(bench, 'ana');
  const call = new BenchPhone(bench, CALLER).dial();
  (await until('Ana rings', () => ana.phone.offer)).answer();
  await phaseIs(bench, call, 'talking');
  const ben = await hired(bench, 'ben');
  const target = { kind: 'agent', agent: 'ben' };
  await ana.page.ask('/api/transfer/start', { call, kind: 'consult', target, key: 'click-0001' });
  expect(roundsUntil(bench, '/api/transfer/start', /POST .*\/Calls\.json/)).toBeLessThanOrEqual(3);
  expect(roundsUntil(bench, '/api/transfer/start', /POST .*\/Participants\//)).toBeLessThanOrEqual(3);
  (await until('Ben rings', () => ben.phone.offer)).answer();
  await until('the consult is open', async () => (await bench.call(call))?.transfer?.state === 'open');
  await ana.page.ask('/api/transfer/complete', { call, key: 'click-0002' });
  expect(roundsUntil(bench, '/api/transfer/complete', /POST .*\/(Calls|Participants)\//)).toBeLessThanOrEqual(
    3,
  );
});

/** The longest time in which the caller heard nothing, in milliseconds, of the next minute. */
async function longestSilence(bench: ProductBench, clock: VirtualClock, caller: string): Promise<number> {
  let [silence, longest] = [0, 0];
  for (let passed = 0; passed < 60_000; passed += 100) {
    await clock.advance(100);
    silence = bench.local.phoneSwitch.hearing(caller)?.clip ? 0 : silence + 100;
    longest = Math.max(longest, silence);
  }
  return longest;
}

test('no handler takes longer than ten seconds though no request is ever answered (promise: rest-fails)', async () => {
  const clock = new VirtualClock();
  const bench = await start({}, clock);
  const settled = async <T>(work: Promise<T>): Promise<T> => {
    const progress = { isDone: false };
    void work.finally(() => (progress.isDone = true)).catch(() => undefined);
    while (!progress.isDone) await clock.advance(50);
    return work;
  };
  const ana = await hired(bench, 'ana');
  const { call, leg } = await answersCaller(bench, clock, ana.phone);
  await hired(bench, 'ben');
  bench.local.faults.set([
    { at: 'rest', action: { do: 'hang' } },
    { at: 'sync', action: { do: 'hang' } },
  ]);
  const target = { kind: 'agent', agent: 'ben' };
  const requests = [
    ana.page.post('/api/transfer/start', { call, kind: 'consult', target, key: 'click-0001' }),
    ana.page.post('/api/call/end', { call, key: 'click-0002' }),
    ana.page.post('/api/presence/beat', { call }),
    ana.page.post('/api/desk', {}),
  ];
  const waiting = new BenchPhone(bench, '+15559990009').dial();
  bench.local.phoneSwitch.hangUp(leg);
  const answers = await settled(Promise.all(requests));
  expect(await longestSilence(bench, clock, waiting)).toBeLessThanOrEqual(5000);
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  const slowest = Math.max(...bench.local.functions.invocations().map(({ durationMs }) => durationMs));
  expect(slowest).toBeLessThan(10_000);
});
