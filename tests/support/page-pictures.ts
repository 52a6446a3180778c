import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from './browser.ts';
import { startPageStand } from './page-stand.ts';
import { pageStates } from './page-states.ts';

const WIDTHS = { wide: { width: 1280, height: 860 }, narrow: { width: 360, height: 780 } };

/**
 * Takes a picture of every state of the page in light and dark, wide and narrow: `<folder>/talking-dark-narrow.png`.
 * @param names only these states; all when empty
 */
export async function takePictures(folder: string, names: readonly string[] = []): Promise<number> {
  await mkdir(folder, { recursive: true });
  const stand = await startPageStand();
  const browser = await launchBrowser();
  let taken = 0;
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [width, viewport] of Object.entries(WIDTHS)) {
      const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
      for (const name of Object.keys(pageStates).filter(
        (each) => names.length === 0 || names.includes(each),
      )) {
        await page.goto(`${stand.url}/state.html?name=${name}`);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
        taken += 1;
      }
      await page.close();
    }
  }
  await browser.close();
  await stand.close();
  return taken;
}

/** Takes a picture of one state as a window of this size shows it, in light. */
export async function takePicture(
  name: string,
  file: string,
  viewport: { readonly width: number; readonly height: number },
): Promise<void> {
  const stand = await startPageStand();
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport, colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(`${stand.url}/state.html?name=${name}`);
  await page.screenshot({ path: file });
  await browser.close();
  await stand.close();
}
