import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Agent } from '../../src/core/model/agent.ts';
import { launchBrowser } from '../../harness/browser.ts';
import { type Api, type PageServer, startPageServer } from '../../harness/page-server.ts';

let browser: Browser;
let server: PageServer;
let context: BrowserContext;
let page: Page;

const me = { id: 'ana', name: 'Ana Ruiz', role: 'agent' } as const;
const mine: Agent = { ...me, presence: 'away', since: Date.now(), idleSince: 0, seenAt: Date.now() };
const signedOut = { status: 401, body: { error: { code: 'not-signed-in', message: '' } } };
const settings = { wrapUpSeconds: 60, longestWaitSeconds: 600, pageGoneSeconds: 60 };
const desk = { me: mine, agents: [mine], waiting: [], directory: [], settings };

function api(): Api {
  return {
    'session/current': () => signedOut,
    'session/start': () => ({ body: { agent: me } }),
    desk: () => ({ body: desk }),
    'presence/beat': () => ({ body: {} }),
    'session/end': () => ({ body: {} }),
  };
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startPageServer()]);
});

beforeEach(async () => {
  Object.assign(server.api, api());
  server.deploy('first');
  context = await browser.newContext({ locale: 'en-GB' });
  page = await context.newPage();
  await page.goto(server.url);
});

afterEach(() => context.close());

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function signIn(): Promise<void> {
  await page.getByLabel('Agent ID').fill('ana');
  await page.getByLabel('Passcode', { exact: true }).fill('secret');
  await page.keyboard.press('Enter');
}

test('a stranger sees the sign-in and nothing else', async () => {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.getByText('Teammates').count()).toBe(0);
});

test('a wrong passcode is said in plain words, and the name stays', async () => {
  server.api['session/start'] = () => ({
    status: 401,
    body: { error: { code: 'wrong-passcode', message: '' } },
  });
  await signIn();
  await page.getByText('Agent ID or passcode is not right').waitFor();
  expect(await page.getByLabel('Agent ID').inputValue()).toBe('ana');
});

test('signing in by keyboard opens the desk; a line that fails is said with a way out', async () => {
  await signIn();
  await page.getByRole('heading', { name: 'You are away' }).waitFor();
  await page.getByText('Your phone access could not be renewed').waitFor();
  await page.getByRole('button', { name: 'Try now' }).waitFor();
});

test('the language is switched at once and remembered', async () => {
  await page.getByLabel('Language').selectOption('日本語');
  await page.getByRole('heading', { name: 'サインイン' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'サインイン' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ja');
});

test('a session that ends in the middle of work asks to sign in again over the desk', async () => {
  await signIn();
  await page.getByRole('button', { name: 'Go offline' }).waitFor();
  server.api['presence/set'] = () => signedOut;
  await page.getByRole('button', { name: 'Go offline' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.waitFor();
  // A browser closes a dialog on the second Escape, whatever the page says.
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Escape');
  await page.getByLabel('Passcode', { exact: true }).fill('secret');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('being offline is said and goes away by itself', async () => {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await context.setOffline(true);
  await page.getByText('You are offline').waitFor();
  await context.setOffline(false);
  await page.getByText('You are offline').waitFor({ state: 'detached' });
});

test('a browser that plays nothing before a click says so; one click turns it on', async () => {
  const strict = await launchBrowser(['--autoplay-policy=document-user-activation-required']);
  server.api['session/current'] = () => ({ body: { agent: me } });
  try {
    const other = await strict.newPage();
    await other.goto(server.url);
    await other.getByText('Your browser keeps sound off until you click').waitFor();
    await other.getByRole('button', { name: 'Turn sound on' }).click();
    await other.getByText('Your browser keeps sound off until you click').waitFor({ state: 'detached' });
  } finally {
    await strict.close();
  }
});

test('a new build is offered to a page that is looked at again', async () => {
  await signIn();
  await page.getByRole('heading', { name: 'You are away' }).waitFor();
  server.deploy('second');
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByText('A new version of this page is ready').waitFor();
  await page.getByRole('button', { name: 'Reload' }).waitFor();
});

test('signing out leads back to the sign-in', async () => {
  await signIn();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('no rule of the content security policy is broken', async () => {
  const broken: string[] = [];
  page.on(
    'console',
    (message) => message.text().includes('Content Security Policy') && broken.push(message.text()),
  );
  await page.reload();
  await signIn();
  await page.getByRole('heading', { name: 'You are away' }).waitFor();
  expect(broken).toEqual([]);
});
