import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import { answersCaller, onDuty, talks } from '../support/functions/product-bench.ts';

const start = benchesOnDemand();

/** Ana's page was reloaded while she talked, and has connected again. */
async function anaIsBack() {
  const clock = new VirtualClock();
  const bench = await start({}, clock);
  await bench.addAgent('ana');
  const { phone } = await onDuty(bench, 'ana');
  const { call, leg } = await answersCaller(bench, clock, phone);
  bench.local.phoneSwitch.hangUp(leg);
  await clock.advance(2000);
  const { sid } = bench.local.phoneSwitch.connect(phone, bench.application, { call });
  await talks(bench, clock, call);
  return { clock, bench, call, phone, sid };
}

test('an agent who had rejoined leaves: of two webhooks one may be lost (promise: page-reloaded)', async () => {
  const { clock, bench, call, sid } = await anaIsBack();
  bench.local.faults.set([{ at: 'webhook', match: 'conference-event', action: { do: 'drop' } }]);
  bench.local.phoneSwitch.hangUp(sid);
  await clock.advance(1000);
  expect((await bench.call(call))?.phase).toBe('rescuing');
  expect(bench.local.phoneSwitch.hearing(call)?.clip).toBeDefined();
});

test('the end of another call of an agent’s page ends nothing', async () => {
  const { clock, bench, call, phone } = await anaIsBack();
  const beside = bench.local.phoneSwitch.connect(phone, bench.application, { call: `CA${'f'.repeat(32)}` });
  await clock.advance(3000);
  expect(bench.local.phoneSwitch.fetchCall(beside.sid).endedAt).toBeDefined();
  expect(bench.local.functions.counts()['/voice/rejoin-status']).toBeGreaterThan(0);
  expect((await bench.call(call))?.phase).toBe('talking');
});
