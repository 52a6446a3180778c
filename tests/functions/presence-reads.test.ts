import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import {
  answersCaller,
  CALLER,
  onDuty,
  BenchPhone,
  type ProductBench,
} from '../support/functions/product-bench.ts';

const start = benchesOnDemand();

async function anaOnDuty() {
  const clock = new VirtualClock();
  const bench = await start({}, clock);
  await bench.addAgent('ana');
  return { clock, bench, ana: await onDuty(bench, 'ana') };
}

/** The reads of all agents' presence by the Function's last run. */
function readsOfAgents(bench: ProductBench, path: string): readonly string[] {
  const report = bench.local.functions.invocations().findLast((each) => each.path === path);
  return report?.rest.filter((what) => /^GET .*\/Maps\/agents\/Items/.test(what)) ?? [];
}

test('a page on a call, recorded lately, reads no presence, and its call is checked', async () => {
  const { clock, bench, ana } = await anaOnDuty();
  const { call, leg } = await answersCaller(bench, clock, ana.phone);

  const written = await ana.page.ask('/api/presence/beat', { call, page: 'one' });
  expect(written).toMatchObject({ me: { id: 'ana' }, heardForSeconds: expect.closeTo(25, 0) });
  expect(readsOfAgents(bench, '/api/presence/beat')).not.toEqual([]);

  const heard = { call, page: 'one', heard: true };
  expect(await ana.page.ask('/api/presence/beat', heard)).toEqual({});
  expect(readsOfAgents(bench, '/api/presence/beat')).toEqual([]);
  bench.local.faults.set([{ at: 'webhook', match: '/voice/', action: { do: 'drop' } }]);
  bench.local.phoneSwitch.hangUp(leg);
  await clock.advance(20_000);
  await ana.page.ask('/api/presence/beat', heard);
  expect((await bench.call(call))?.phase).toBe('rescuing');
});

test('a caller is put through although others read presence up to Twilio’s limit', async () => {
  const { clock, bench, ana } = await anaOnDuty();
  const agents = bench.local.sync.object(bench.service, 'map', 'agents');
  const refusals: number[] = [];
  bench.local.log.subscribe(({ kind, url = '', status }) => {
    if (kind === 'rest' && url.includes('/Maps/agents/') && status === 429) refusals.push(status);
  });
  const readMuch = (): void => {
    for (let isLetIn = true; isLetIn;) isLetIn = mayRead(() => bench.local.sync.reads.count(agents.sid));
    clock.after(500, readMuch);
  };
  readMuch();
  new BenchPhone(bench, CALLER).dial();
  await clock.advance(5000);
  expect(refusals.length).toBeGreaterThan(0);
  expect(ana.phone.offer).toBeDefined();
});

test('an agent is released although presence takes no writes for three seconds', async () => {
  const { clock, bench, ana } = await anaOnDuty();
  const { caller, call } = await answersCaller(bench, clock, ana.phone);
  bench.local.faults.set([
    { at: 'sync', match: '/Maps/agents/Items', action: { do: 'answer', status: 429, code: 54009 } },
  ]);
  caller.leave(call);
  await clock.advance(3000);
  bench.local.faults.set([]);
  await clock.advance(1500);
  expect((await bench.agent('ana')).presence).toBe('wrap-up');
});

function mayRead(read: () => void): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
