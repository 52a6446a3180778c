/** `npm run screenshots`: a picture of every state of the page into `pictures/`, and the README's own into `docs/images/`. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { AgentPage } from '../harness/agent-page.ts';
import { launchBrowser } from '../harness/browser.ts';
import { Caller } from '../harness/caller.ts';
import { Control } from '../harness/control.ts';
import { takePicture, takePictures } from '../harness/page-pictures.ts';
import { build } from '../delivery/build.ts';
import { DEMO_AGENTS, startProduct, type Product } from './local/product.ts';

const ROOT = join(__dirname, '..');
const EVERY_STATE = join(ROOT, 'pictures');
const FOR_README = join(ROOT, 'docs/images');
const CONSOLE_SIZE = { width: 1200, height: 780 };

/** Names of states may be given, to take those alone. */
async function main(names: readonly string[]): Promise<void> {
  if (names.length === 0) await rm(EVERY_STATE, { recursive: true, force: true });
  const taken = await takePictures(EVERY_STATE, names);
  console.log(`${taken} pictures in pictures/`);
  if (names.length > 0) return;
  await mkdir(FOR_README, { recursive: true });
  await takePicture('consulting', join(FOR_README, 'agent-page.png'), { width: 1200, height: 880 });
  await takePicture('ringing-transfer', join(FOR_README, 'ringing.png'), { width: 1200, height: 620 });
  await pictureConsole(join(FOR_README, 'console.png'));
  console.log('The pictures for the README are in docs/images/');
}

/** The console beside a call that is really going on. */
async function pictureConsole(file: string): Promise<void> {
  await build();
  const [product, browser] = await Promise.all([startProduct({ port: 0, twilioPort: 0 }), launchBrowser()]);
  try {
    await startCall(product, browser);
    const console = await browser.newPage({ viewport: CONSOLE_SIZE, colorScheme: 'light' });
    await console.goto(product.consoleUrl);
    await console.getByText('in-progress').first().waitFor();
    await console.screenshot({ path: file });
  } finally {
    await browser.close();
    await product.stop();
  }
}

async function startCall(product: Product, browser: Browser): Promise<void> {
  const { id, passcode } = DEMO_AGENTS[0];
  const ana = await AgentPage.open(browser, product.pageUrl, 2100);
  await ana.signIn(id, passcode);
  await ana.goAvailable();
  const phone = { number: '+15550109001', to: product.number, toneHz: 2900, listenFor: [2100] };
  await Caller.call(new Control(product.consoleUrl), phone);
  await ana.answer();
  await ana.sees('Talking with');
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
