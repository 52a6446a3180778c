import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from './browser.ts';
import { startPageServer } from './page-server.ts';
import { everyPageState } from './page-extremes.ts';

const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 360, height: 780 };

/** The ways in which every state is pictured: `talking-dark-narrow.png`. */
const VIEWS = {
  'light-wide': { viewport: WIDE, colorScheme: 'light', language: 'en' },
  'dark-wide': { viewport: WIDE, colorScheme: 'dark', language: 'en' },
  'light-narrow': { viewport: NARROW, colorScheme: 'light', language: 'en' },
  'dark-narrow': { viewport: NARROW, colorScheme: 'dark', language: 'en' },
  'japanese-narrow': { viewport: NARROW, colorScheme: 'light', language: 'ja' },
  'forced-colors-wide': { viewport: WIDE, forcedColors: 'active', language: 'en' },
} as const;

/**
 * Takes pictures of every state of the page: light and dark, wide and narrow, in Japanese and in forced colours.
 * @param names only these states; all when empty
 */
export async function takePictures(folder: string, names: readonly string[] = []): Promise<number> {
  await mkdir(folder, { recursive: true });
  const server = await startPageServer();
  const browser = await launchBrowser();
  let taken = 0;
  const wanted = Object.keys(everyPageState).filter((each) => names.length === 0 || names.includes(each));
  for (const [view, { language, ...options }] of Object.entries(VIEWS)) {
    const page = await browser.newPage({ ...options, reducedMotion: 'reduce' });
    for (const name of wanted) {
      await page.goto(`${server.url}/state.html?name=${name}&lang=${language}`);
      // A dialog covers the window and not the page.
      const fullPage = (await page.getByRole('dialog').count()) === 0;
      await page.screenshot({ path: join(folder, `${name}-${view}.png`), fullPage });
      taken += 1;
    }
    await page.close();
  }
  await browser.close();
  await server.close();
  return taken;
}

/** Takes a picture of one state as a window of this size shows it, in light. */
export async function takePicture(
  name: string,
  file: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<void> {
  const server = await startPageServer();
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport, colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(`${server.url}/state.html?name=${name}`);
  await page.screenshot({ path: file });
  await browser.close();
  await server.close();
}
