import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../harness/browser.ts';
import { startPageServer, type PageServer } from '../../harness/page-server.ts';

let browser: Browser;
let server: PageServer;
let page: Page;

const signedOut = { status: 401, body: { error: { code: 'not-signed-in', message: 'Sign in first.' } } };

beforeAll(async () => {
  server = await startPageServer({ 'session/current': () => signedOut });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(() => page.close());

/** Which directives the page's policy was broken by while `act` ran in it. */
async function violations(act: string): Promise<unknown> {
  await page.evaluate(`
    window.broken = [];
    document.addEventListener('securitypolicyviolation', (event) => window.broken.push(event.effectiveDirective));
  `);
  // The browser may also report a blocked resource by an exception.
  await page.evaluate(act).catch(() => undefined);
  await page.waitForFunction('window.broken.length > 0');
  return await page.evaluate('window.broken[0]');
}

test('the page itself does nothing that its policy forbids', async () => {
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(server.url);
  await page.getByRole('button', { name: /sign in/i }).waitFor();
  expect(complaints.filter((text) => /Content.Security.Policy/i.test(text))).toEqual([]);
});

test.each([
  [
    'a script put in as text',
    `document.body.append(Object.assign(document.createElement('script'), { text: '1' }))`,
    'require-trusted-types-for',
  ],
  [
    'a script put in by its address',
    `document.body.append(Object.assign(document.createElement('script'), { src: '/agent.js' }))`,
    'require-trusted-types-for',
  ],
  ['markup put in as text', `document.body.innerHTML = '<b>x</b>'`, 'require-trusted-types-for'],
  [
    'a script of another host',
    `document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'script', href: 'https://evil.example/x.js' }))`,
    'script-src-elem',
  ],
  ['a request to another host', `void fetch('https://evil.example/').catch(() => undefined)`, 'connect-src'],
  [
    'a frame',
    `document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://evil.example/' }))`,
    'frame-src',
  ],
  [
    'a picture of another host',
    `document.body.append(Object.assign(document.createElement('img'), { src: 'https://evil.example/x.png' }))`,
    'img-src',
  ],
  [
    'a style within the page',
    `document.body.append(Object.assign(document.createElement('style'), { textContent: 'body{}' }))`,
    'style-src-elem',
  ],
])('%s is blocked', async (_, act, directive) => {
  await page.goto(server.url);
  expect(await violations(act)).toBe(directive);
});

test('framed by another page, it stays empty', async () => {
  const asked = server.asked.length;
  await page.goto(`${server.url}/build.json`);
  await page.evaluate(`document.body.append(Object.assign(document.createElement('iframe'), { src: '/' }))`);
  const frame = await page.waitForSelector('iframe').then((element) => element.contentFrame());
  if (!frame) throw new Error('The frame did not load.');
  await frame.waitForSelector('#announcements', { state: 'attached' });
  await frame.waitForLoadState('load');
  expect(await frame.locator('#page > *').count()).toBe(0);
  expect(server.asked).toHaveLength(asked);
});
