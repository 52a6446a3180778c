/** `npm run demo`: the whole story without hands, proven by what each party measurably hears. */
import type { Browser } from 'playwright-core';
import { AgentPage } from '../tests/support/agent-page.ts';
import { launchBrowser } from '../tests/support/browser.ts';
import { Caller } from '../tests/support/caller.ts';
import { Control } from '../tests/support/control.ts';
import { HEARD_ABOVE_DB } from '../tests/support/ears.ts';
import { build } from './build.ts';
import { DEMO_AGENTS, startProduct, type Product } from './local/product.ts';
import { colorsOn } from './provision/surroundings.ts';

const colors = colorsOn(process.stdout, process.env);
/** Everybody's voice is a tone, so that who hears whom can be measured. */
const VOICES = { ana: 2100, ben: 2500, mara: 2900 } as const;
type Name = keyof typeof VOICES;
type Hearing = Readonly<Record<Name, readonly Name[]>>;

const started = Date.now();
const MOST_TRIES = 6;

function say(text: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(5);
  console.log(`${colors.dim(`${seconds} s`)}  ${text}`);
}

async function main(): Promise<void> {
  say('Building and starting the product on a local Twilio');
  await build();
  const [product, browser] = await Promise.all([startProduct({ port: 0, twilioPort: 0 }), launchBrowser()]);
  try {
    await tellStory(product, browser);
    console.log(colors.green('\nThe sound proves the story: nobody was cut off or left alone.'));
  } finally {
    await browser.close();
    await product.stop();
  }
}

async function tellStory(product: Product, browser: Browser): Promise<void> {
  const [ana, ben] = await Promise.all([arrive(browser, product, 'ana'), arrive(browser, product, 'ben')]);
  await ana.goAvailable();
  say('Ana and Ben are signed in, Ana is available');
  const mara = await dial(product);
  say('Mara dials the number');
  const everyone = { ana, ben, mara };
  await ana.button('Answer').waitFor();
  say("Ana's page rings while Mara hears the greeting");
  await ana.answer();
  await ben.goAvailable();
  await prove('Ana answers', everyone, { ana: ['mara'], ben: [], mara: ['ana'] });
  await ana.transferTo('Ben', 'Consult', 'Her parcel is late.');
  await ben.answer();
  await prove('Ana consults Ben, Mara is on hold', everyone, { ana: ['ben'], ben: ['ana'], mara: [] });
  await proveMusic(mara);
  await ana.click('Merge');
  const all = { ana: ['ben', 'mara'], ben: ['ana', 'mara'], mara: ['ana', 'ben'] } as const;
  await prove('Ana brings all three together', everyone, all);
  await ana.click('Complete transfer');
  await prove('Ana leaves', everyone, { ana: [], ben: ['mara'], mara: ['ben'] });
  await mara.hangUp();
  await ben.sees('Wrap-up');
  say('Mara hangs up, and the call is over for Ben');
}

async function arrive(browser: Browser, product: Product, id: 'ana' | 'ben'): Promise<AgentPage> {
  const agent = await AgentPage.open(browser, product.pageUrl, VOICES[id]);
  const passcode = DEMO_AGENTS.find((each) => each.id === id)?.passcode ?? '';
  await agent.signIn(id, passcode);
  return agent;
}

function dial(product: Product): Promise<Caller> {
  const control = new Control(product.consoleUrl);
  const listenFor = Object.values(VOICES);
  return Caller.call(control, { number: '+15550109001', to: product.number, toneHz: VOICES.mara, listenFor });
}

/** Measures until everybody hears exactly whom they should. */
async function prove(
  step: string,
  people: { readonly ana: AgentPage; readonly ben: AgentPage; readonly mara: Caller },
  expected: Hearing,
): Promise<void> {
  say(colors.bold(step));
  let heard: Hearing = await measure(people);
  for (let tries = 1; tries < MOST_TRIES && !same(heard, expected); tries += 1) heard = await measure(people);
  for (const name of Object.keys(VOICES) as Name[]) {
    say(`    ${name.padEnd(5)} hears ${heard[name].join(' and ') || 'no voice'}`);
  }
  if (!same(heard, expected)) throw new Error(`"${step}": expected ${JSON.stringify(expected)}.`);
}

async function proveMusic(mara: Caller): Promise<void> {
  const { tones, sounds } = await mara.hears(2);
  if (!sounds || tones.length > 0) throw new Error('On hold the customer must hear music and nobody.');
  say('    mara  hears music');
}

async function measure(people: {
  readonly ana: AgentPage;
  readonly ben: AgentPage;
  readonly mara: Caller;
}): Promise<Hearing> {
  const tones = Object.values(VOICES);
  const [ana, ben, mara] = await Promise.all([
    people.ana.hears(tones),
    people.ben.hears(tones),
    people.mara.hears(),
  ]);
  const loud = (levels: Readonly<Record<number, number>>): Name[] =>
    namesOf(tones.filter((tone) => (levels[tone] ?? -120) > HEARD_ABOVE_DB));
  return { ana: loud(ana), ben: loud(ben), mara: namesOf(mara.tones) };
}

function namesOf(tones: readonly number[]): Name[] {
  return (Object.keys(VOICES) as Name[]).filter((name) => tones.includes(VOICES[name]));
}

function same(one: Hearing, other: Hearing): boolean {
  return (Object.keys(VOICES) as Name[]).every((name) => String(one[name]) === String(other[name]));
}

main().catch((error: Error) => {
  console.error(colorsOn(process.stderr, process.env).red(`\n${error.message}`));
  process.exitCode = 1;
});
