import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../harness/browser.ts';
import { type PageServer, startPageServer } from '../../harness/page-server.ts';
import { everyPageState } from '../../harness/page-extremes.ts';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

let server: PageServer;
let browser: Browser;
let axe: string;
let page: Page;

beforeAll(async () => {
  [server, browser, axe] = await Promise.all([
    startPageServer(),
    launchBrowser(),
    readFile(require.resolve('axe-core/axe.min.js'), 'utf8'),
  ]);
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, bypassCSP: true });
  page = await context.newPage();
  // One page draws all states: loading it anew for each took most of the time.
  await page.goto(`${server.url}/state.html?name=sign-in`);
  await page.evaluate(axe);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** @param rules only these; all when empty */
async function violations(...rules: readonly string[]): Promise<readonly string[]> {
  const only = rules.length > 0 ? JSON.stringify({ runOnly: rules }) : '{}';
  const found = await page.evaluate<readonly Violation[]>(
    `axe.run(${only}).then((result) => result.violations)`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

async function open(name: string, language: 'en' | 'ja'): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.evaluate(`show(${JSON.stringify(name)}, '${language}')`);
}

/** How far the page goes beyond a window of 360 pixels. That is also a window of 720 at twice the size. */
const overflow = (): Promise<number> => page.evaluate('document.documentElement.scrollWidth - innerWidth');

/** The telephone numbers of a call that do not fit into one line. */
const brokenNumbers = (): Promise<readonly string[]> =>
  page
    .locator('.party .name')
    .filter({ hasText: /^\+[\d\s]+$/ })
    .evaluateAll((names) =>
      names.filter(({ clientHeight }) => clientHeight > 36).map(({ textContent }) => textContent),
    );

test.each(Object.keys(everyPageState))(
  'anybody can use the page when it is %s, in both themes and both languages',
  async (name) => {
    await open(name, 'en');
    expect(await violations()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(await brokenNumbers()).toEqual([]);
    // Colours are all that the dark theme changes.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations('color-contrast')).toEqual([]);
    await open(name, 'ja');
    expect(await violations()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(await brokenNumbers()).toEqual([]);
  },
);

test('a timeline is in Japanese on a Japanese page, and English parts are marked', async () => {
  await open('past-call', 'ja');
  const told = await page
    .locator('.timeline [lang]')
    .evaluateAll((spans) => spans.map((span) => [span.getAttribute('lang'), span.textContent.trim()]));
  expect(told).toContainEqual(['ja', '末尾 42 の番号からお客様の電話がありました。']);
  expect(told).toContainEqual(['ja', 'Ana Ruiz さんが後処理の結果を「解決」にしました。']);
  expect(told.filter(([language]) => language !== 'ja')).toEqual([['en', 'The customer hung up.']]);
});
