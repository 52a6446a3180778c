/**
 * `npm run bench`: measures the size, load time and requests of each Function. It also measures a caller's waiting
 * times, and how soon the page shows an event. Ends with an error that names every budget that is broken.
 */
import './terminal/node-version.cjs';
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { AgentPage } from '../harness/agent-page.ts';
import { Caller } from '../harness/caller.ts';
import { Control, type Invocation } from '../harness/control.ts';
import { measurePageLatency } from '../harness/page-latency.ts';
import { measureColdLoad } from '../harness/page-load.ts';
import { brokenBudgets, type Figure, median, table } from './bench/figures.ts';
import { DEMO_AGENTS, type Product } from './local/product.ts';
import { startStage } from './local/stage.ts';
import { takesNoArguments } from './terminal/no-arguments.ts';

const FUNCTIONS = join(__dirname, '../dist/functions');
const ROUNDS = 3;
const LOADS = 7;
const INTERACTIVE_MS = 1000;
const EVENT_TO_SCREEN_MS = 500;

/** Milliseconds. */
interface Waits {
  readonly dialToGreeting: number;
  readonly dialToRing: number;
  readonly answerToTalking: number;
  readonly transferToRing: number;
}

async function main(): Promise<void> {
  takesNoArguments(
    'npm run bench',
    'Measure sizes, round trips and waiting times; fails when the page is too slow.',
  );
  const { product, browser, stop } = await startStage();
  try {
    const rounds: Waits[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await playRound(product, browser, round));
    printFunctions(await new Control(product.consoleUrl).functions());
    print('Milliseconds of waiting', waitsOf(rounds));
    const budgeted = [...(await coldLoads(product, browser)), ...(await eventsToScreen(product, browser))];
    print('Milliseconds with a budget', budgeted);
    const broken = brokenBudgets(budgeted);
    if (broken.length > 0) throw new Error(['', 'Over budget:', ...broken].join('\n'));
  } finally {
    await stop();
  }
}

/** One consult transfer, timed at the points where somebody waits. */
async function playRound(product: Product, browser: Browser, round: number): Promise<Waits> {
  const control = new Control(product.consoleUrl);
  const [ana, ben] = await Promise.all([
    arrive(product, browser, 'ana', 2100),
    arrive(product, browser, 'ben', 2500),
  ]);
  await ana.goAvailable();
  const dialled = Date.now();
  const caller = await Caller.call(control, {
    number: `+1555010910${round}`,
    to: product.number,
    toneHz: 2900,
    listenFor: [2100, 2500],
  });
  const ringing = ana.button('Answer').waitFor().then(Date.now);
  const greeted = await greetingHeard(control, caller);
  const rang = await ringing;
  await ana.answer();
  const answered = Date.now();
  await heardTone(ana, 2900);
  const talked = Date.now();
  await ben.goAvailable();
  await ana.transferTo('Ben', 'Consult');
  const asked = Date.now();
  await ben.button('Answer').waitFor();
  const targetRang = Date.now();
  await caller.hangUp();
  // An agent cannot go offline before the call has released them.
  await Promise.all([ana.sees('Nobody rings you'), ben.sees('Ready for calls')]);
  await Promise.all([ana.goOffline(), ben.goOffline()]);
  return {
    dialToGreeting: greeted - dialled,
    dialToRing: rang - dialled,
    answerToTalking: talked - answered,
    transferToRing: targetRang - asked,
  };
}

async function arrive(
  { pageUrl }: Pick<Product, 'pageUrl'>,
  browser: Browser,
  id: string,
  toneHz: number,
): Promise<AgentPage> {
  const agent = await AgentPage.open(browser, pageUrl, toneHz);
  await agent.signIn(id, DEMO_AGENTS.find((each) => each.id === id)?.passcode ?? '');
  return agent;
}

/** When the greeting's first word began to play to the caller. */
async function greetingHeard(control: Control, caller: Caller): Promise<number> {
  while ((await control.audio(caller.callSid)).clip?.kind !== 'say') {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return Date.now();
}

async function heardTone(agent: AgentPage, toneHz: number): Promise<void> {
  while (((await agent.hears([toneHz], 0.1))[toneHz] ?? -120) < -45);
}

function printFunctions(invocations: readonly Invocation[]): void {
  console.log('Function                            KB   load ms   sequential REST requests, most (runs)');
  for (const file of filesIn(FUNCTIONS)) {
    const path = `/${file.replace(/(\.protected)?\.js$/, '')}`;
    const runs = invocations.filter((run) => run.path.split('?')[0] === path);
    const most =
      runs.length > 0 ? `${Math.max(...runs.map((run) => run.sequentialRequests))} (${runs.length})` : '-';
    const size = (statSync(join(FUNCTIONS, file)).size / 1024).toFixed(1);
    console.log(
      `${path.padEnd(32)} ${size.padStart(6)} ${loadTime(join(FUNCTIONS, file)).padStart(8)}   ${most}`,
    );
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .sort();
}

/** How long a fresh process takes to load it: the Function's own part of a cold start. */
function loadTime(file: string): string {
  const script = `const t = performance.now(); require(${JSON.stringify(file)}); console.log((performance.now() - t).toFixed(1))`;
  return spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout.trim();
}

function print(title: string, figures: readonly Figure[]): void {
  console.log(table(title, figures));
}

function waitsOf(rounds: readonly Waits[]): readonly Figure[] {
  const figure = (what: string, pick: (waits: Waits) => number): Figure => {
    return { what, milliseconds: median(rounds.map(pick)) };
  };
  return [
    figure('dial to greeting', (waits) => waits.dialToGreeting),
    figure('dial to ring', (waits) => waits.dialToRing),
    figure('answer to hearing the caller', (waits) => waits.answerToTalking),
    figure('transfer click to ring', (waits) => waits.transferToRing),
  ];
}

/** A stranger's first visit, and the first visit of the day by an agent who is still signed in. */
async function coldLoads({ pageUrl }: Product, browser: Browser): Promise<readonly Figure[]> {
  const ana = await arrive({ pageUrl }, browser, 'ana', 2100);
  await ana.sees('Go available');
  const session = await ana.page.context().storageState();
  const loads: { readonly toSignIn: number; readonly toDesk: number }[] = [];
  for (let load = 0; load < LOADS; load += 1) {
    const toSignIn = await measureColdLoad(browser, pageUrl, 'Sign in');
    loads.push({ toSignIn, toDesk: await measureColdLoad(browser, pageUrl, 'Go available', session) });
  }
  await ana.goOffline();
  const milliseconds = (pick: (load: (typeof loads)[number]) => number): number => median(loads.map(pick));
  return [
    {
      what: 'cold load to the sign-in',
      milliseconds: milliseconds(({ toSignIn }) => toSignIn),
      atMost: INTERACTIVE_MS,
    },
    {
      what: 'cold load to the desk',
      milliseconds: milliseconds(({ toDesk }) => toDesk),
      atMost: INTERACTIVE_MS,
    },
  ];
}

/** From an event at Twilio until a page shows it. */
async function eventsToScreen(product: Product, browser: Browser): Promise<readonly Figure[]> {
  const rounds: (readonly { readonly what: string; readonly milliseconds: number }[])[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measurePageLatency(browser, product));
  const names = rounds[0]?.map(({ what }) => what) ?? [];
  return names.map((what, index) => {
    const milliseconds = median(rounds.map((round) => round[index]?.milliseconds ?? Number.NaN));
    return { what, milliseconds, atMost: EVENT_TO_SCREEN_MS };
  });
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
