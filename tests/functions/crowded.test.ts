import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import { BenchPhone, CALLER, onDuty, type ProductBench } from '../support/functions/product-bench.ts';

const start = benchesOnDemand();

/** What others have used up: Sync's rate of an object, or the number of Functions that run at once. */
const NO_MORE = { do: 'answer', status: 429, code: 54009 } as const;

async function open() {
  const clock = new VirtualClock();
  const bench = await start({}, clock);
  await bench.addAgent('ana');
  return { clock, bench, ana: await onDuty(bench, 'ana') };
}

/** How long the Function's last run took, in milliseconds: it is one of thirty that may run at once. */
function tookMs({ local }: ProductBench, path: string): number | undefined {
  return local.functions.invocations().findLast((each) => each.path === path)?.durationMs;
}

test('a caller is in the room within a second though the queue takes no writes (promise: rest-fails)', async () => {
  const { clock, bench } = await open();
  bench.local.faults.set([{ at: 'sync', match: '^POST .*/Maps/waiting/Items', action: NO_MORE }]);
  const call = new BenchPhone(bench, CALLER).dial();
  await clock.advance(10_000);
  expect(tookMs(bench, '/voice/incoming')).toBeLessThan(1000);
  expect(bench.local.phoneSwitch.listConferences({ friendlyName: call })).toHaveLength(1);
});

test('a beat does not hold one of thirty places while presence cannot be read', async () => {
  const { clock, bench, ana } = await open();
  bench.local.faults.set([{ at: 'sync', match: '^GET .*/Maps/agents/Items$', action: NO_MORE }]);
  const beat = ana.page.post('/api/presence/beat', { call: null, page: 'one' });
  await clock.advance(10_000);
  expect((await beat).status).toBe(503);
  expect(tookMs(bench, '/api/presence/beat')).toBeLessThan(1000);
});

test('a waiting caller’s music takes one Function for each pass', async () => {
  const clock = new VirtualClock();
  const bench = await start({}, clock);
  new BenchPhone(bench, CALLER).dial();
  await clock.advance(20_000);
  const counts = bench.local.functions.counts();
  expect(counts['/voice/tick']).toBeGreaterThan(5);
  expect(counts['/voice/wait']).toBe(1);
});

test('a caller whom no Function could answer hears the fallback, and is taken later', async () => {
  const { clock, bench, ana } = await open();
  bench.local.faults.set([{ at: 'webhook', match: '/voice/incoming', times: 4, action: NO_MORE }]);
  const call = new BenchPhone(bench, CALLER).dial();
  await clock.advance(100);
  expect(bench.local.phoneSwitch.hearing(call)?.clip?.clip.content).toContain('stay on the line');
  expect(await bench.call(call)).toBeUndefined();
  while (!ana.phone.offer) await clock.advance(100);
  expect((await bench.call(call))?.phase).toBe('ringing');
});
