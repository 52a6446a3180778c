import type { Browser } from 'playwright-core';
import { build } from '../../delivery/build.ts';
import { launchBrowser } from '../../harness/browser.ts';
import { startProduct, type Product } from './product.ts';

/** The product on a local Twilio, and a browser to look at it. */
export interface Stage {
  readonly product: Product;
  readonly browser: Browser;
  stop(): Promise<void>;
}

/**
 * Builds the product and starts both. The browser comes first: where there is none, nothing else is done.
 * @throws Error that says what to do
 */
export async function startStage(): Promise<Stage> {
  const browser = await launchBrowser();
  try {
    await build();
    const product = await startProduct({ port: 0, twilioPort: 0 });
    const stop = async () => void (await Promise.all([browser.close(), product.stop()]));
    return { product, browser, stop };
  } catch (error) {
    await browser.close();
    throw error;
  }
}
