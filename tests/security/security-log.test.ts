import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import { TestPage, type ProductBench } from '../support/functions/product-bench.ts';

let bench: ProductBench;
benchForEachTest(async (fresh) => {
  bench = fresh;
  await bench.addAgent('ana');
});

function kept(): readonly Record<string, unknown>[] {
  const { items } = bench.local.sync.object(bench.service, 'list', 'security');
  return [...items.values()].map(({ data }) => data as Record<string, unknown>);
}

async function eventfulDay(): Promise<TestPage> {
  const page = new TestPage(bench);
  await page.post('/api/session/start', { agent: 'ana', passcode: 'not her passcode' });
  await page.post('/api/session/start', { agent: 'my passcode is hunter2', passcode: 'ana-secret' });
  await page.signIn('ana');
  await page.post('/api/agents/set-presence', { agent: 'ana', presence: 'away' });
  const { cookie } = page;
  page.cookie = `${cookie}x`;
  await page.post('/api/desk', {});
  page.cookie = cookie;
  await page.ask('/api/session/end');
  return page;
}

const DAY = [
  { what: 'wrong-passcode', agent: 'ana' },
  { what: 'unknown-name' },
  { what: 'signed-in', agent: 'ana' },
  { what: 'role-refused', agent: 'ana', path: '/api/agents/set-presence' },
  { what: 'cookie-forged', path: '/api/desk' },
  { what: 'signed-out', agent: 'ana' },
];

test('sign-ins and outs, refusals and forgeries are kept in their order, and logged', async () => {
  await eventfulDay();
  expect(kept()).toEqual(DAY.map((event) => ({ at: expect.any(Number), ...event })));
  const lines = bench.local.functions.logs().map(({ message }) => message);
  for (const { what } of DAY) expect(lines.join('\n')).toContain(`"what":"security","event":"${what}"`);
});

test('no event holds anything that somebody typed, nor a cookie', async () => {
  await eventfulDay();
  const told = JSON.stringify([kept(), bench.local.functions.logs()]);
  for (const typed of ['hunter2', 'not her passcode', 'ana-secret', 'eyJ']) expect(told).not.toContain(typed);
});

test('a service that an earlier version has set up gets its list with the first event', async () => {
  bench.local.sync.remove(bench.local.sync.object(bench.service, 'list', 'security'));
  await new TestPage(bench).signIn('ana');
  expect(kept()).toMatchObject([{ what: 'signed-in' }]);
});

test('events that cannot be kept keep nobody out', async () => {
  bench.local.faults.set([{ at: 'sync', match: 'Lists/security', action: { do: 'answer', status: 429 } }]);
  await new TestPage(bench).signIn('ana');
});
