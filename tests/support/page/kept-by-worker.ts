import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../harness/browser.ts';
import { startRunningProduct, type RunningProduct } from './running-product.ts';

/** Jest's message to a worker that no test file is left: CHILD_MESSAGE_END in jest-worker. */
const NO_FILE_IS_LEFT = 2;

/** What is dear to start, as a test file gets it. */
export interface KeptByWorker {
  browser(): Promise<Browser>;
  /**
   * @param patienceSeconds how long a call waits for a page that went without a word. The local Twilio has its own
   *   patience when it is left out.
   */
  product(patienceSeconds?: string): Promise<RunningProduct>;
}

/**
 * A browser and products that a worker of Jest keeps from one test file to the next. What crashed is started anew. A
 * worker that is killed takes them with it.
 */
class Kept implements KeptByWorker {
  #browser: Promise<Browser> | undefined;
  readonly #products = new Map<string, Promise<RunningProduct>>();

  async browser(): Promise<Browser> {
    const there = await this.#browser?.catch(() => undefined);
    if (there?.isConnected()) return there;
    return await (this.#browser = launchBrowser());
  }

  async product(patienceSeconds = ''): Promise<RunningProduct> {
    const there = await this.#products.get(patienceSeconds)?.catch(() => undefined);
    if (there?.isRunning()) return there;
    const started = startRunningProduct(patienceSeconds ? { MISS_PAGES_AFTER: patienceSeconds } : {});
    this.#products.set(patienceSeconds, started);
    return await started;
  }

  /** The next file finds no page of this one. Without workers no file comes next in this process. */
  async endOfFile(): Promise<void> {
    if (!process.send) return await this.close();
    const browser = await this.#browser?.catch(() => undefined);
    if (browser) await Promise.all(browser.contexts().map((context) => context.close()));
  }

  async close(): Promise<void> {
    const products = [...this.#products.values()].map(async (product) => (await product).stop());
    await Promise.allSettled([this.#browser?.then((browser) => browser.close()), ...products]);
    this.#browser = undefined;
    this.#products.clear();
  }
}

export const kept = new Kept();

if (process.send) process.on('message', endAfterLastFile);

/**
 * Playwright ends its browser with this process, and a product ends by itself. Jest has no patience with a worker that
 * closes them first.
 */
function endAfterLastFile(message: unknown): void {
  if (Array.isArray(message) && message[0] === NO_FILE_IS_LEFT) process.exit(0);
}
