import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../harness/browser.ts';
import { type PageServer, startPageServer } from '../../harness/page-server.ts';

/** Between them they have every control of the page. */
const STATES = [
  'sign-in',
  'offline',
  'history',
  'history-away',
  'ringing',
  'declining',
  'talking',
  'conferencing',
  'consulting',
  'transfer-chosen',
  'transfer-declined',
  'keypad',
  'ending-asked',
  'rejoin',
  'wrap-up',
  'past-call',
  'sound-settings',
  'line-failed',
  'caller-gone',
  'session-ended',
  'session-ended-in-call',
];

const LOOKS = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
} as const;

let server: PageServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startPageServer(), launchBrowser()]);
  page = await browser.newPage({ viewport: { width: 360, height: 640 } });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function open(state: string): Promise<void> {
  await page.goto(`${server.url}/state.html?name=${state}`);
}

/**
 * What is wrong with the mark of the element that has the focus; empty when anybody can see it.
 * @returns undefined at an element that was met before, and where nothing has the focus
 */
function faultOfFocus(): Promise<{ readonly name: string; readonly fault: string } | undefined> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement;
    if (element === document.body || element.dataset['met']) return undefined;
    element.dataset['met'] = 'yes';
    const name = `${element.tagName} ${element.getAttribute('aria-label') ?? element.textContent ?? ''}`;
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
    const width = Number.parseFloat(outlineWidth);
    if (outlineStyle === 'none' || width < 2) return { name, fault: 'has no outline' };
    const reach = width + Number.parseFloat(outlineOffset);
    const { left, right, top, bottom } = element.getBoundingClientRect();
    let ground = 'rgb(255, 255, 255)';
    for (let above = element.parentElement; above; above = above.parentElement) {
      const style = getComputedStyle(above);
      const box = above.getBoundingClientRect();
      const isCut =
        style.overflowX !== 'visible' &&
        above !== document.documentElement &&
        (left - reach < box.left ||
          right + reach > box.right ||
          top - reach < box.top ||
          bottom + reach > box.bottom);
      if (isCut) return { name, fault: `is cut off by ${above.className}` };
      if (ground === 'rgb(255, 255, 255)' && !/^rgba\(.*, 0\)$/.test(style.backgroundColor))
        ground = style.backgroundColor;
    }
    const luminance = (color: string): number => {
      const parts = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Number(part) / 255);
      const [r = 0, g = 0, b = 0] = parts.map((part) =>
        part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [dark = 0, light = 0] = [luminance(outlineColor), luminance(ground)].toSorted((a, b) => a - b);
    const contrast = (light + 0.05) / (dark + 0.05);
    return { name, fault: contrast < 3 ? `has a contrast of ${contrast.toFixed(1)}` : '' };
  });
}

/** Goes once round by the Tab key. */
async function faultsOnTheWay(): Promise<{ readonly stops: number; readonly faults: readonly string[] }> {
  const faults: string[] = [];
  let stops = 0;
  for (; stops < 60; stops += 1) {
    await page.keyboard.press('Tab');
    const met = await faultOfFocus();
    if (!met) break;
    if (met.fault) faults.push(`${met.name} ${met.fault}`);
  }
  return { stops, faults };
}

describe.each(Object.entries(LOOKS))('in %s', (_look, media) => {
  test.each(STATES)('everything that the Tab key leads to is marked for all to see: %s', async (state) => {
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    await open(state);
    const { stops, faults } = await faultsOnTheWay();
    expect(stops).toBeGreaterThan(0);
    expect(faults).toEqual([]);
  });
});

/** Whether two elements, or an element and what comes before its content, differ in colour. */
function background(selector: string, pseudo?: string): Promise<string> {
  return page
    .locator(selector)
    .first()
    .evaluate((element, before) => getComputedStyle(element, before).backgroundColor, pseudo);
}

describe('in forced colours', () => {
  beforeAll(() => page.emulateMedia({ forcedColors: 'active' }));

  test('the chosen colleague stands out', async () => {
    await open('transfer-chosen');
    expect(await background('[role=option][aria-selected=true]')).not.toBe(
      await background('[role=option][aria-selected=false]'),
    );
  });

  test('the level of the microphone can be seen', async () => {
    await open('microphone-ready');
    expect(await background('.meter', '::before')).not.toBe(await background('.meter'));
  });
});

test.each([
  ['no-preference', 1],
  ['reduce', 0],
] as const)('with motion %s, the page that rings has %d moving things', async (reducedMotion, moving) => {
  await page.emulateMedia({ reducedMotion, forcedColors: 'none' });
  await open('ringing');
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(moving);
});
