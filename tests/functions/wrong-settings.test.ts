import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import { CALLER, BenchPhone, TestPage } from '../support/functions/product-bench.ts';

const start = benchesOnDemand();

test.each([
  ['OPENING_HOURS', '{"timeZone":"Europe/Berlin","week":{"monday":"09:00-17:00"}}'],
  ['OPENING_HOURS', '{"timeZone":"Europe/Berlin","week":null}'],
  ['OPENING_HOURS', 'from nine to five'],
  ['DIRECTORY', '[{"id":"lab","name":"Laboratory","number":"0301234567"}]'],
  ['RING_SECONDS', '20s'],
])('a wrong %s (%s) keeps nobody from calling or signing in, and is told', async (name, value) => {
  const clock = new VirtualClock();
  const bench = await start({ [name]: value }, clock);
  await bench.addAgent('ana');
  const page = new TestPage(bench);
  await page.signIn('ana');
  await page.ask('/api/presence/set', { presence: 'available' });
  const ana = new BenchPhone(bench, 'client:ana');
  const caller = new BenchPhone(bench, CALLER);
  const sid = caller.dial();
  for (let second = 0; second < 30 && !ana.offer; second += 1) await clock.advance(1000);
  expect(ana.offer).toBeDefined();
  expect(await bench.call(sid)).toMatchObject({ legs: [{ party: { agent: 'ana' } }] });
  const alerts = bench.local.functions.logs().filter(({ level }) => level === 'ERROR');
  const told = alerts.filter(({ message }) => message.includes('a setting is wrong'));
  expect(told.length).toBeGreaterThan(0);
  for (const { message } of told) {
    expect(JSON.parse(message)).toMatchObject({ level: 'error', setting: name });
    expect(message).not.toContain('0301234567');
  }
});
