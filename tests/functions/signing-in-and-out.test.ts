import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { until } from '../../harness/until.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import { BenchPhone, CALLER, onDuty, TestPage } from '../support/functions/product-bench.ts';

const start = benchesOnDemand();

test('signing out while it rings: the next agent is rung, this one is offline', async () => {
  const clock = new VirtualClock();
  const bench = await start({}, clock);
  for (const id of ['ana', 'ben']) await bench.addAgent(id);
  const ana = await onDuty(bench, 'ana');
  const call = new BenchPhone(bench, CALLER).dial();
  const inTime = (what: string, ask: () => unknown) =>
    until(what, async () => {
      await clock.advance(100);
      return ask();
    });
  await inTime('Ana rings', () => ana.phone.offer);
  const ben = await onDuty(bench, 'ben');
  expect(ben.phone.offer).toBeUndefined();

  const before = clock.now();
  await ana.page.ask('/api/session/end');
  await inTime('Ben rings', () => ben.phone.offer);
  expect(clock.now() - before).toBeLessThan(3000);
  const { presence, call: claim } = await bench.agent('ana');
  expect([presence, claim]).toEqual(['offline', undefined]);
  expect((await bench.call(call))?.legs).toHaveLength(1);
});

test.each([
  ['a capital', 'Ana', 'ana-secret'],
  ['capitals and spaces', ' ANA ', 'ana-secret'],
  ['a passcode that was pasted with a space', 'ana', 'ana-secret \n'],
])('an agent is let in who types %s', async (_, agent, passcode) => {
  const bench = await start();
  await bench.addAgent('ana');
  const answer = await new TestPage(bench).post('/api/session/start', { agent, passcode });
  expect(JSON.parse(String(answer.body))).toMatchObject({ agent: { id: 'ana' } });
});

test('an id that was given with a capital is found as it is written', async () => {
  const bench = await start();
  await bench.addAgent('Ana');
  const answer = await new TestPage(bench).post('/api/session/start', {
    agent: 'Ana',
    passcode: 'Ana-secret',
  });
  expect(JSON.parse(String(answer.body))).toMatchObject({ agent: { id: 'Ana' } });
});
