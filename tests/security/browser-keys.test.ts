import { newSession, browserOf, sessionCookie } from '../../src/auth/sessions.ts';
import type { Account } from '../../src/auth/account.ts';
import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import { BROWSER, SESSION_SECRET, TestPage, type ProductBench } from '../support/functions/product-bench.ts';

const OTHER_BROWSER = 'the-browser-key-of-somebody-else-01';

let bench: ProductBench;
benchForEachTest(async (fresh) => {
  bench = fresh;
  await Promise.all(['ana', 'mallory'].map((id) => bench.addAgent(id)));
});

async function signedIn(id: string, browser = BROWSER): Promise<TestPage> {
  const page = new TestPage(bench, browser);
  await page.signIn(id);
  return page;
}

async function whoIs(page: TestPage): Promise<string | number> {
  const { status, body } = await page.post('/api/session/current', {});
  return status === 200 ? (JSON.parse(String(body)) as { agent: { id: string } }).agent.id : status;
}

test('a session counts in the browser in which it began, and in no other', async () => {
  const { cookie } = await signedIn('mallory', OTHER_BROWSER);
  const page = new TestPage(bench);
  page.cookie = cookie;
  expect(await whoIs(page)).toBe(401);
});

test.each([
  ['before', (own: string, planted: string) => `${planted}; ${own}`],
  ['after', (own: string, planted: string) => `${own}; ${planted}`],
])('a cookie that another host planted %s the own one changes nothing', async (_, joined) => {
  const page = await signedIn('ana');
  const { cookie: own } = page;
  const { cookie: planted } = await signedIn('mallory', OTHER_BROWSER);
  for (const one of [planted, 'session=rubbish', 'session=']) {
    page.cookie = joined(own, one);
    expect(await whoIs(page)).toBe('ana');
  }
});

test('nobody signs in without a key of the browser', async () => {
  const page = new TestPage(bench);
  for (const browser of [undefined, 'short', 7, '!'.repeat(30)]) {
    const { status } = await page.post('/api/session/start', {
      agent: 'ana',
      passcode: 'ana-secret',
      browser,
    });
    expect(status).toBe(400);
  }
});

test('a session of an earlier version counts for its own pages, which send no key', async () => {
  const account = bench.local.sync.object(bench.service, 'map', 'accounts').items.get('ana')?.data as Account;
  const now = Date.now();
  const { browser: _, ...earlier } = newSession(account, browserOf(BROWSER), now);
  const page = new TestPage(bench);
  page.cookie = sessionCookie(earlier, SESSION_SECRET, now).split(';')[0] ?? '';
  expect(await whoIs(page)).toBe(401);
  expect((await page.post('/api/session/current', { browser: undefined })).status).toBe(200);
});
