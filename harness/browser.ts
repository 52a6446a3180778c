import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, LaunchOptions } from 'playwright-core';

const CHANNELS = ['chrome', 'chromium', 'msedge'] as const;
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Features that a browser without a screen does not need. Each popup of the address bar would be a page in its own
 * process.
 */
const LEFT_OUT = ['WebRtcHideLocalIpsWithMdns', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** Offline, only on loopback, and with sound that needs no click. For root there is no sandbox. */
const FLAGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--allow-loopback-in-peer-connection',
  `--disable-features=${LEFT_OUT.join(',')}`,
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1',
];

/**
 * Starts a headless Chromium. CHROMIUM_PATH names it. Otherwise it is an installed Chrome, Chromium or Edge, else the
 * one that npm ships for Linux x64. CHROMIUM_PATH=npm chooses that one even where another is installed. Close it with
 * `browser.close()`.
 * @param more flags that come after the usual ones, and win
 * @param survivesSignals the caller closes it, also after Ctrl-C; else the browser ends the process
 * @throws Error that says what to do when none starts
 */
export async function launchBrowser(
  more: readonly string[] = [],
  { survivesSignals = false } = {},
): Promise<Browser> {
  const args = [...FLAGS, ...more];
  const signals = {
    handleSIGINT: !survivesSignals,
    handleSIGTERM: !survivesSignals,
    handleSIGHUP: !survivesSignals,
  };
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen !== 'npm') {
    const named = chosen ?? PATHS.find((path) => existsSync(path));
    if (named) return await started({ executablePath: named, args, ...signals }, named);
    for (const channel of CHANNELS) {
      const browser = await chromium.launch({ channel, args, ...signals }).catch(() => undefined);
      if (browser) return browser;
    }
  }
  const { default: shipped } = await import('@sparticuz/chromium');
  const executablePath = await shipped.executablePath();
  return await started({ executablePath, args, ...signals }, 'the Chromium that npm ships, for Linux x64');
}

async function started(options: LaunchOptions, which: string): Promise<Browser> {
  try {
    return await chromium.launch(options);
  } catch (error) {
    throw new Error(
      `No browser starts (${which}): install Chromium, Chrome or Edge, or name one by CHROMIUM_PATH=/its/path.`,
      { cause: error },
    );
  }
}
