/** `npm run screenshots`: a picture of every state of the page into `pictures/`. With `--readme`, the README's own anew. */
import './terminal/node-version.cjs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import type { Browser } from 'playwright-core';
import { AgentPage } from '../harness/agent-page.ts';
import { Caller } from '../harness/caller.ts';
import { Control } from '../harness/control.ts';
import { takePicture, takePictures } from '../harness/page-pictures.ts';
import { DEMO_AGENTS, type Product } from './local/product.ts';
import { startStage } from './local/stage.ts';

const ROOT = join(__dirname, '..');
const EVERY_STATE = join(ROOT, 'pictures');
const FOR_README = join(ROOT, 'docs/images');
const CONSOLE_SIZE = { width: 1200, height: 780 };

const command = new Command('npm run screenshots --')
  .description('Take a picture of every state of the page, into pictures/, which git ignores.')
  .argument('[states...]', 'these states alone')
  .option('--readme', 'take the pictures of the README anew instead, into docs/images/');

async function main(): Promise<void> {
  const names = command.parse().args;
  if (command.opts<{ readme?: true }>().readme) return await takeForReadme();
  if (names.length === 0) await rm(EVERY_STATE, { recursive: true, force: true });
  const taken = await takePictures(EVERY_STATE, names);
  console.log(`${taken} pictures in pictures/`);
}

async function takeForReadme(): Promise<void> {
  await mkdir(FOR_README, { recursive: true });
  await takePicture('consulting', join(FOR_README, 'agent-page.png'), { width: 1200, height: 880 });
  await takePicture('ringing-transfer', join(FOR_README, 'ringing.png'), { width: 1200, height: 620 });
  await pictureConsole(join(FOR_README, 'console.png'));
  console.log('The pictures for the README are in docs/images/');
}

/** The console beside a call that is really going on. */
async function pictureConsole(file: string): Promise<void> {
  const { product, browser, stop } = await startStage();
  try {
    await startCall(product, browser);
    const console = await browser.newPage({ viewport: CONSOLE_SIZE, colorScheme: 'light' });
    await console.goto(product.consoleUrl);
    await console.getByText('in-progress').first().waitFor();
    await console.screenshot({ path: file });
  } finally {
    await stop();
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

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
