import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { benchesOnDemand } from '../support/bench-of-file.ts';
import { CALLER, onDuty, TestDevice } from '../support/product-bench.ts';

const start = benchesOnDemand();

/** Ana talks with a caller. */
async function anaTalks() {
  const clock = new VirtualClock();
  const bench = await start({}, clock);
  await bench.addAgent('ana');
  const { phone } = await onDuty(bench, 'ana');
  const call = new TestDevice(bench, CALLER).dial();
  while (!phone.offer) await clock.advance(100);
  const leg = phone.offer.callSid;
  phone.offer.answer();
  while ((await bench.call(call))?.phase !== 'talking') await clock.advance(100);
  return { clock, bench, call, leg };
}

test('row 23: a customer whose agent vanishes while Sync is out hears music soon, and is rescued afterwards', async () => {
  const { clock, bench, call, leg } = await anaTalks();
  bench.local.faults.set([{ at: 'sync', action: { do: 'answer', status: 503 } }]);
  bench.local.exchange.hangUp(leg);
  const leftAt = clock.now();
  while (!bench.local.exchange.hearing(call)?.clip && clock.now() < leftAt + 10_000) await clock.advance(100);
  expect(clock.now() - leftAt).toBeLessThanOrEqual(5000);

  bench.local.faults.set([]);
  await clock.advance(15_000);
  expect((await bench.call(call))?.phase).toBe('rescuing');
});

test('row 20: an end that could not be noted, because others wrote each time, is told again and not lost', async () => {
  const { clock, bench, call } = await anaTalks();
  const conflict = { do: 'answer', status: 412, code: 54103 } as const;
  bench.local.faults.set([{ at: 'sync', match: '^POST .*/Documents/call-', action: conflict }]);
  bench.local.exchange.hangUp(call);
  await clock.advance(3000);
  bench.local.faults.set([]);
  await clock.advance(7000);
  expect((await bench.call(call))?.phase).toBe('ended');
  expect(await bench.agent('ana')).toMatchObject({ presence: 'wrap-up' });
});
