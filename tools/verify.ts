/**
 * `npm run verify`: finds out on the account of `.env` what Twilio does not document. Then it plays the warm transfer
 * on the deployed product. Run it after `npm run setup`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Twilio } from 'twilio';
import { launchBrowser } from '../harness/browser.ts';
import { asTool, commandLine, optionsIn } from './terminal/command-line.ts';
import { findDeployment } from '../delivery/deployment.ts';
import { checkLogin, findLogin, type Login } from '../delivery/login.ts';
import { questionsIn } from './terminal/questions.ts';
import { colorsOn, runAsProcess, sayTo, type Surroundings } from './terminal/surroundings.ts';
import { openWorkspace, type Workspace } from '../delivery/workspace.ts';
import { tryOut, type Experiment, type Observation } from './verify/experiment.ts';
import { EXPERIMENTS } from './verify/experiments/all.ts';
import { Lab, type Key } from './verify/lab.ts';
import { pageAddress } from './verify/page-address.ts';
import { playStory, type StoryResult } from './verify/play-story.ts';
import { problemsOf, scrubbed, tableOf, textOf, type Report } from './verify/report.ts';

interface Options {
  readonly only?: readonly string[];
  readonly story?: true;
  readonly beliefs?: true;
  readonly json?: true;
  readonly yes?: true;
}

/** The price of a minute of a browser's leg with its share of a conference; US list prices of 2026. */
const MINUTE_DOLLARS = 0.0058;
const STORY_MINUTES = 6;
const REPORT_FILE = 'twilio-observed.json';

export const verify = asTool(
  async (args, surroundings) => {
    const plan = planOf(args, surroundings);
    const account = await openAccount(surroundings);
    const say = sayTo(surroundings);
    if (!plan.options.json) for (const line of announcement(plan)) say(line);
    if (!plan.options.yes && !(await mayGoOn(surroundings))) {
      say('Nothing was done.');
      return 0;
    }
    const report = await carryOut(plan, account, surroundings);
    const file = join(resolve(surroundings.folder), REPORT_FILE);
    writeFileSync(file, textOf(report));
    for (const line of plan.options.json ? [textOf(report)] : closing(report, file)) say(line);
    return isGood(report) ? 0 : 1;
  },
  { stoppedWords: 'Stopped, and tidied up.' },
);

interface Plan {
  readonly options: Options;
  readonly experiments: readonly Experiment[];
  readonly story: boolean;
}

/** @throws Error that names the experiments when an unknown one is asked for */
function planOf(args: readonly string[], surroundings: Surroundings): Plan {
  const command = commandLine('verify', surroundings)
    .description('Find out on your account what Twilio does not document, and play a warm transfer on it.')
    .option('--only <name...>', 'only these experiments')
    .option('--beliefs', 'the experiments without the story')
    .option('--story', 'the story without the experiments')
    .option('--json', `print what is written to ${REPORT_FILE}`)
    .option('-y, --yes', 'ask nothing');
  const options = optionsIn<Options>(command, args);
  const names = EXPERIMENTS.map(({ belief }) => belief as string);
  const unknown = options.only?.find((name) => !names.includes(name));
  if (unknown) throw new Error(`No experiment is called ${unknown}. There are: ${names.join(', ')}.`);
  const wanted = EXPERIMENTS.filter(({ belief }) => options.only?.includes(belief) ?? true);
  const story = options.story ?? !(options.beliefs || options.only);
  return { options, experiments: options.story ? [] : wanted, story };
}

interface Account {
  readonly client: Twilio;
  readonly login: Login;
  readonly key: Key;
  readonly syncService: string;
  readonly domain: string;
}

/** @throws Error that says to run setup when something is missing */
async function openAccount(surroundings: Surroundings): Promise<Account> {
  const { env }: Workspace = openWorkspace(surroundings.folder);
  const login = findLogin(env, surroundings.environment);
  if (!login) throw new Error('No credentials: npm run setup');
  const client = surroundings.connect(login);
  await checkLogin(client, login);
  const deployed = await findDeployment(client);
  const [apiKeySid, apiKeySecret, syncService] = ['API_KEY_SID', 'API_KEY_SECRET', 'SYNC_SERVICE_SID'].map(
    (name) => env.get(name),
  );
  if (!deployed || !apiKeySid || !apiKeySecret || !syncService)
    throw new Error('The product is not set up on this account: npm run setup');
  const key = { accountSid: login.accountSid, apiKeySid, apiKeySecret };
  return { client, login, key, syncService, domain: deployed.domain };
}

function announcement({ experiments, story }: Plan): readonly string[] {
  const minutes =
    experiments.reduce((total, { legMinutes }) => total + legMinutes, 0) + (story ? STORY_MINUTES : 0);
  return [
    'This makes a Functions service, a Sync service and a TwiML application of its own, and removes them at the end.',
    'Headless pages call each other through them. No phone number is called, and no call of others is touched.',
    ...experiments.map(({ belief, plan }) => `  ${belief}: ${plan}`),
    ...(story
      ? ['  story: two agents of its own, a caller, a consult, a merge, and the first agent leaves.']
      : []),
    `About ${minutes} minutes of browser legs, at most $${(minutes * MINUTE_DOLLARS).toFixed(2)} at US list prices.`,
  ];
}

async function mayGoOn(surroundings: Surroundings): Promise<boolean> {
  return await questionsIn(surroundings).yesOrNo({ message: 'Go on?', default: true });
}

async function carryOut(plan: Plan, account: Account, surroundings: Surroundings): Promise<Report> {
  const { client, login, key } = account;
  const credentials = { accountSid: login.username, authToken: login.password };
  const { stopped, environment } = surroundings;
  const browser = await launchBrowser(onTheInternet(environment), { survivesSignals: true });
  // Then everything that waits for a page fails at once, and verify tidies up.
  stopped.addEventListener('abort', () => void browser.close());
  try {
    const address = pageAddress(environment);
    const lab = await Lab.open({ client, credentials, key, browser, stopped, pageAddress: address });
    try {
      const beliefs = await observeAll(plan, lab, surroundings);
      const story = plan.story ? await storyOn(plan, account, lab, browser, surroundings) : undefined;
      return { date: new Date().toISOString(), versions: versions(), beliefs, ...(story && { story }) };
    } finally {
      await lab.close();
    }
  } finally {
    await browser.close();
  }
}

/** The tests' browser sees only this computer. On Twilio it must see the internet. */
function onTheInternet(environment: Surroundings['environment']): readonly string[] {
  return environment['EMULATOR_SERVICE_PORT'] ? [] : ['--host-resolver-rules='];
}

async function observeAll(plan: Plan, lab: Lab, surroundings: Surroundings): Promise<Observation[]> {
  const say = plan.options.json ? () => undefined : sayTo(surroundings);
  const found: Observation[] = [];
  for (const experiment of plan.experiments) {
    say(`${experiment.belief} ...`);
    found.push(await tryOut(experiment, lab));
    surroundings.stopped.throwIfAborted();
  }
  return found;
}

async function storyOn(
  plan: Plan,
  { client, key, syncService, domain }: Account,
  lab: Lab,
  browser: Browser,
  { output, environment, stopped }: Surroundings,
): Promise<StoryResult | { problem: string }> {
  const say = plan.options.json ? () => undefined : sayTo({ output });
  const { bold } = colorsOn(output, environment);
  const about = { client, key, syncService, domain, browser, telephone: lab.telephone };
  try {
    return await playStory({ ...about, pageAddress: pageAddress(environment), say, bold });
  } catch (error) {
    stopped.throwIfAborted();
    return { problem: scrubbed((error as Error).message) };
  }
}

function closing(report: Report, file: string): readonly string[] {
  const { beliefs, story } = report;
  return [
    ...(beliefs.length > 0 ? ['', ...tableOf(beliefs), ...problemsOf(beliefs)] : []),
    ...(story ? ['', ...storyLines(story)] : []),
    '',
    `Written to ${file}: no secret, number or name is in it. Please send it to the project.`,
  ];
}

function storyLines(story: NonNullable<Report['story']>): readonly string[] {
  if ('problem' in story) return [`The story failed: ${story.problem}`];
  const { times, requests } = story;
  return [
    `Dial to greeting   ${times.dialToGreeting} ms`,
    `Dial to ring       ${times.dialToRing} ms`,
    `Answer to talking  ${times.answerToTalking} ms`,
    `Transfer to ring   ${times.clickToRing} ms`,
    `Page's requests    ${requests.count}, median ${requests.median} ms, longest ${requests.longest} ms`,
  ];
}

/** The product works under every setting. Behaviour that is in none of them, or could not be seen, is a finding. */
function isGood({ beliefs, story }: Report): boolean {
  return beliefs.every(({ observed }) => observed !== undefined) && !(story && 'problem' in story);
}

function versions(): Readonly<Record<string, string>> {
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(join(__dirname, '../package.json'), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const told = ['twilio', '@twilio/runtime-handler', '@twilio/voice-sdk', 'twilio-run'];
  const all = { ...devDependencies, ...dependencies };
  return Object.fromEntries(told.map((name) => [name, all[name] ?? '']));
}

if (require.main === module) void runAsProcess(verify);
