/** `npm run demo`: a whole transfer without hands, proven by what each party measurably hears. */
import './terminal/node-version.cjs';
import type { Browser } from 'playwright-core';
import { AgentPage } from '../harness/agent-page.ts';
import { Caller } from '../harness/caller.ts';
import { Control } from '../harness/control.ts';
import { figuresInWords, figuresOf } from './demo/figures.ts';
import { playWarmTransfer, VOICES, type DemoCaller } from './demo/warm-transfer.ts';
import { connectLocally } from './local/connect.ts';
import { DEMO_AGENTS, type Product } from './local/product.ts';
import { startStage } from './local/stage.ts';
import { takesNoArguments } from './terminal/no-arguments.ts';
import { colorsOn } from './terminal/surroundings.ts';

const colors = colorsOn(process.stdout, process.env);
const started = Date.now();

function say(text: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(5);
  console.log(`${colors.dim(`${seconds} s`)}  ${text}`);
}

async function main(): Promise<void> {
  takesNoArguments(
    'npm run demo',
    'Play a whole transfer in a headless browser on a local Twilio, and measure what each party hears.',
  );
  say('Building and starting the product on a local Twilio');
  const { product, browser, stop } = await startStage();
  try {
    await play(product, browser);
    console.log(colors.green('\nThe sound proves the story: nobody was cut off or left alone.'));
  } finally {
    await stop();
  }
}

async function play(product: Product, browser: Browser): Promise<void> {
  const [ana, ben] = await Promise.all([arrive(browser, product, 'ana'), arrive(browser, product, 'ben')]);
  const dial = () => dialByPhone(product);
  const client = await connectLocally(product.twilio.twilioPort, product.twilio);
  const began = Date.now();
  const times = await playWarmTransfer({ ana, ben, colleague: 'Ben', dial, say, bold: colors.bold });
  const figures = await figuresOf(client, [ana, ben], began, times);
  for (const line of ['', ...figuresInWords(figures)]) console.log(line);
}

async function arrive(browser: Browser, product: Product, id: 'ana' | 'ben'): Promise<AgentPage> {
  const agent = await AgentPage.open(browser, product.pageUrl, VOICES[id]);
  const passcode = DEMO_AGENTS.find((each) => each.id === id)?.passcode ?? '';
  await agent.signIn(id, passcode);
  return agent;
}

async function dialByPhone(product: Product): Promise<DemoCaller> {
  const control = new Control(product.consoleUrl);
  const listenFor = Object.values(VOICES);
  const phone = { number: '+15550109001', to: product.number, toneHz: VOICES.mara, listenFor };
  const caller = await Caller.call(control, phone);
  return {
    untilGreeted: () => caller.isPlayed(/./),
    hears: (seconds) => caller.hears(seconds),
    hangUp: () => caller.hangUp(),
  };
}

main().catch((error: Error) => {
  console.error(colorsOn(process.stderr, process.env).red(`\n${error.message}`));
  process.exitCode = 1;
});
