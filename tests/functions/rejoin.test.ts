import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { buildProduct, CALLER, startProductBench, TestDevice, TestPage } from '../support/product-bench.ts';

let built: Awaited<ReturnType<typeof buildProduct>>;

beforeAll(async () => {
  built = await buildProduct();
});
afterAll(() => built.remove());

/** Ana's page was reloaded while she talked, and has connected again. */
async function anaIsBack() {
  const clock = new VirtualClock();
  const bench = await startProductBench(built.folder, {}, clock);
  await bench.addAgent('ana');
  const page = new TestPage(bench);
  await page.signIn('ana');
  await page.ask('/api/presence/set', { presence: 'available' });
  const phone = new TestDevice(bench, 'client:ana');
  const call = new TestDevice(bench, CALLER).dial();
  while (!phone.offer) await clock.advance(100);
  const first = phone.offer.callSid;
  phone.offer.answer();
  while ((await bench.call(call))?.phase !== 'talking') await clock.advance(100);
  bench.local.exchange.hangUp(first);
  await clock.advance(2000);
  const { sid } = bench.local.exchange.connect(phone, bench.application, { call });
  while ((await bench.call(call))?.phase !== 'talking') await clock.advance(100);
  return { clock, bench, call, phone, sid };
}

test('row 6: that an agent who had come back left again is told twice, so that one loss leaves nobody alone', async () => {
  const { clock, bench, call, sid } = await anaIsBack();
  bench.local.faults.set([{ at: 'webhook', match: 'conference-event', action: { do: 'drop' } }]);
  bench.local.exchange.hangUp(sid);
  await clock.advance(1000);
  expect((await bench.call(call))?.phase).toBe('rescuing');
  expect(bench.local.exchange.hearing(call)?.clip).toBeDefined();
  bench.stop();
});

test('the end of a call that an agent’s page made beside ends nothing', async () => {
  const { clock, bench, call, phone } = await anaIsBack();
  const beside = bench.local.exchange.connect(phone, bench.application, { call: `CA${'f'.repeat(32)}` });
  await clock.advance(3000);
  expect(bench.local.exchange.fetchCall(beside.sid).endedAt).toBeDefined();
  expect(bench.local.functions.counts()['/voice/rejoin-status']).toBeGreaterThan(0);
  expect((await bench.call(call))?.phase).toBe('talking');
  bench.stop();
});
