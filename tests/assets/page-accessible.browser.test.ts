import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { type PageStand, startPageStand } from '../support/page-stand.ts';
import { pageStates } from '../support/page-states.ts';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

let stand: PageStand;
let browser: Browser;
let axe: string;
let pages: Readonly<Record<'light' | 'dark', Page>>;

beforeAll(async () => {
  [stand, browser, axe] = await Promise.all([
    startPageStand(),
    launchBrowser(),
    readFile(require.resolve('axe-core/axe.min.js'), 'utf8'),
  ]);
  const open = async (colorScheme: 'light' | 'dark') =>
    (
      await browser.newContext({ colorScheme, viewport: { width: 360, height: 780 }, bypassCSP: true })
    ).newPage();
  pages = { light: await open('light'), dark: await open('dark') };
}, 30_000);

afterAll(async () => {
  await browser.close();
  await stand.close();
});

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate<readonly Violation[]>('axe.run().then((result) => result.violations)');
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}

const themes = ['light', 'dark'] as const;

test.each(themes.flatMap((theme) => Object.keys(pageStates).map((name) => [name, theme] as const)))(
  'anybody can use the page when it is %s in %s',
  async (name, colorScheme) => {
    const page = pages[colorScheme];
    await page.goto(`${stand.url}/state.html?name=${name}`);
    expect(await violations(page)).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  },
  20_000,
);
