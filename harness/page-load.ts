import type { Browser, BrowserContext } from 'playwright-core';

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/**
 * Opens the page in a new window with an empty cache, and waits until it can be worked with.
 * @param button what the page offers first, by the beginning of its name
 * @param session cookies of an agent who is signed in; a stranger's window when left out
 * @returns milliseconds from the navigation's start to the first frame with the button
 */
export async function measureColdLoad(
  browser: Browser,
  url: string,
  button: string,
  session?: Session,
): Promise<number> {
  const context = await browser.newContext(session && { storageState: session });
  try {
    const page = await context.newPage();
    await page.addInitScript(noteFirstSight, button);
    await page.goto(url);
    return await page.evaluate('window.firstSight');
  } finally {
    await context.close();
  }
}

/**
 * Runs in the page before its own scripts. Without named functions: those would need a helper that the page does not
 * have.
 */
function noteFirstSight(button: string): void {
  const seen = new Promise<number>((resolve) => {
    new MutationObserver((_, watcher) => {
      const buttons = [...document.querySelectorAll('button')];
      if (!buttons.some((each) => each.textContent?.startsWith(button))) return;
      watcher.disconnect();
      requestAnimationFrame(() => resolve(performance.now()));
    }).observe(document, { subtree: true, childList: true });
  });
  Object.assign(window, { firstSight: seen });
}
