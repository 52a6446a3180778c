import { VirtualClock } from '../../emulator/virtual-clock.ts';
import {
  buildProduct,
  CALLER,
  onDuty,
  startProductBench,
  TestDevice,
  type ProductBench,
} from '../support/product-bench.ts';

let built: Awaited<ReturnType<typeof buildProduct>>;

beforeAll(async () => {
  built = await buildProduct();
});
afterAll(() => built.remove());

/** The reads of everybody's presence by the Function's last run. */
function readsOfAgents(bench: ProductBench, path: string): readonly string[] {
  const report = bench.local.functions.invocations().findLast((each) => each.path === path);
  return report?.rest.filter((what) => /^GET .*\/Maps\/agents\/Items/.test(what)) ?? [];
}

test('a page on a call that was heard of lately reads nobody’s presence, and its call is looked after all the same', async () => {
  const clock = new VirtualClock();
  const bench = await startProductBench(built.folder, {}, clock);
  await bench.addAgent('ana');
  const ana = await onDuty(bench, 'ana');
  const call = new TestDevice(bench, CALLER).dial();
  while (!ana.phone.offer) await clock.advance(100);
  const leg = ana.phone.offer.callSid;
  ana.phone.offer.answer();
  while ((await bench.call(call))?.phase !== 'talking') await clock.advance(100);

  const written = await ana.page.ask('/api/presence/beat', { call, page: 'one' });
  expect(written).toMatchObject({ me: { id: 'ana' }, heardForSeconds: expect.closeTo(25, 0) });
  expect(readsOfAgents(bench, '/api/presence/beat')).not.toEqual([]);

  const heard = { call, page: 'one', heard: true };
  expect(await ana.page.ask('/api/presence/beat', heard)).toEqual({});
  expect(readsOfAgents(bench, '/api/presence/beat')).toEqual([]);
  bench.local.faults.set([{ at: 'webhook', match: '/voice/', action: { do: 'drop' } }]);
  bench.local.exchange.hangUp(leg);
  await clock.advance(20_000);
  await ana.page.ask('/api/presence/beat', heard);
  expect((await bench.call(call))?.phase).toBe('rescuing');
  bench.stop();
});

test('a caller is put through although others read the map of agents as often as Twilio lets them', async () => {
  const clock = new VirtualClock();
  const bench = await startProductBench(built.folder, {}, clock);
  await bench.addAgent('ana');
  const ana = await onDuty(bench, 'ana');
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
  new TestDevice(bench, CALLER).dial();
  await clock.advance(5000);
  expect(refusals.length).toBeGreaterThan(0);
  expect(ana.phone.offer).toBeDefined();
  bench.stop();
});

test('an agent is given back although the map of agents takes nothing for three seconds', async () => {
  const clock = new VirtualClock();
  const bench = await startProductBench(built.folder, {}, clock);
  await bench.addAgent('ana');
  const ana = await onDuty(bench, 'ana');
  const phone = new TestDevice(bench, CALLER);
  const call = phone.dial();
  while (!ana.phone.offer) await clock.advance(100);
  ana.phone.offer.answer();
  while ((await bench.call(call))?.phase !== 'talking') await clock.advance(100);
  bench.local.faults.set([
    { at: 'sync', match: '/Maps/agents/Items', action: { do: 'answer', status: 429, code: 54009 } },
  ]);
  phone.leave(call);
  await clock.advance(3000);
  bench.local.faults.set([]);
  await clock.advance(1500);
  expect((await bench.agent('ana')).presence).toBe('wrap-up');
  bench.stop();
});

function mayRead(read: () => void): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
