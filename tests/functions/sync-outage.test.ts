import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { buildProduct, CALLER, startProductBench, TestDevice, TestPage } from '../support/product-bench.ts';

let built: Awaited<ReturnType<typeof buildProduct>>;

beforeAll(async () => {
  built = await buildProduct();
});
afterAll(() => built.remove());

test('row 23: a customer whose agent vanishes while Sync is out hears music soon, and is rescued afterwards', async () => {
  const clock = new VirtualClock();
  const bench = await startProductBench(built.folder, {}, clock);
  await bench.addAgent('ana');
  const page = new TestPage(bench);
  await page.signIn('ana');
  await page.ask('/api/presence/set', { presence: 'available' });
  const phone = new TestDevice(bench, 'client:ana');
  const call = new TestDevice(bench, CALLER).dial();
  while (!phone.offer) await clock.advance(100);
  const leg = phone.offer.callSid;
  phone.offer.answer();
  while ((await bench.call(call))?.phase !== 'talking') await clock.advance(100);

  bench.local.faults.set([{ at: 'sync', action: { do: 'answer', status: 503 } }]);
  bench.local.exchange.hangUp(leg);
  const leftAt = clock.now();
  while (!bench.local.exchange.hearing(call)?.clip && clock.now() < leftAt + 10_000) await clock.advance(100);
  expect(clock.now() - leftAt).toBeLessThanOrEqual(5000);

  bench.local.faults.set([]);
  await clock.advance(15_000);
  expect((await bench.call(call))?.phase).toBe('rescuing');
  bench.stop();
});
