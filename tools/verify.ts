/**
 * `npm run verify`: finds out on the account of `.env` what Twilio does not document. Then it plays the warm transfer
 * on the deployed product. Run it after `npm run setup`, or with `--local` on a local Twilio.
 */
import './terminal/node-version.cjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../harness/browser.ts';
import { figuresInWords, type TransferFigures } from './demo/figures.ts';
import { asTool } from './terminal/command-line.ts';
import { questionsIn } from './terminal/questions.ts';
import { colorsOn, runAsProcess, sayTo, type Surroundings } from './terminal/surroundings.ts';
import { tryOut, type Observation } from './verify/experiment.ts';
import { Lab } from './verify/lab.ts';
import { pageAddress } from './verify/page-address.ts';
import { announcement, planOf, REPORT_FILE, type Plan } from './verify/plan.ts';
import { playDeployedTransfer } from './verify/deployed-transfer.ts';
import { answerOf, isGood, problemsOf, tableOf, textOf, type Report } from './verify/report.ts';
import { firstLineOf } from './verify/scrub.ts';
import { openAccount, startLocalAccount, type VerifiedAccount } from './verify/verified-account.ts';

/** How many experiments go on at a time. */
const AT_A_TIME = 3;

export const verify = asTool(
  async (args, surroundings) => {
    const plan = planOf(args, surroundings);
    const { local, json, yes } = plan.options;
    // An account that cannot be used is told before anything is asked.
    const opened = local ? undefined : await openAccount(surroundings);
    if (!(json && yes)) for (const line of announcement(plan)) sayTo(surroundings)(line);
    if (!yes && !(await mayGoOn(surroundings))) {
      sayTo(surroundings)('Nothing was done.');
      return 0;
    }
    const account = opened ?? (await startLocalAccount(surroundings, json === true));
    const { environment } = account;
    try {
      const report = await carryOut(plan, account, { ...surroundings, environment });
      tell(plan, report, surroundings);
      return isGood(report) ? 0 : 1;
    } finally {
      await account.close();
    }
  },
  { stoppedWords: 'Stopped, and tidied up.' },
);

async function mayGoOn(surroundings: Surroundings): Promise<boolean> {
  return await questionsIn(surroundings).yesOrNo({ message: 'Go on?', default: true });
}

async function carryOut(plan: Plan, account: VerifiedAccount, surroundings: Surroundings): Promise<Report> {
  const { client, login, key, syncService, domain } = account;
  const credentials = { accountSid: login.username, authToken: login.password };
  const { stopped, environment } = surroundings;
  const browser = await launchBrowser(onTheInternet(environment), { survivesSignals: true });
  // Then everything that waits for a page fails at once, and verify tidies up.
  stopped.addEventListener('abort', () => void browser.close());
  try {
    const about = { client, credentials, key, browser, stopped, product: { domain, syncService } };
    const lab = await Lab.open({ ...about, pageAddress: pageAddress(environment) });
    try {
      const observations = await observeAll(plan, lab, surroundings);
      const story = plan.story ? await storyOn(plan, account, lab, browser, surroundings) : undefined;
      const of = (kind: Observation['kind']) => observations.filter((each) => each.kind === kind);
      const found = { beliefs: of('belief'), facts: of('fact'), ...(story && { story }) };
      return { date: new Date().toISOString(), versions: versions(), ...found };
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

/** Some at a time, in the order in which they are listed. All have ended when this returns. */
async function observeAll(plan: Plan, lab: Lab, surroundings: Surroundings): Promise<readonly Observation[]> {
  const { stopped } = surroundings;
  const say = plan.options.json ? () => undefined : sayTo(surroundings);
  const found = new Map<string, Observation>();
  const waiting = plan.probes.values();
  const work = async () => {
    for (const probe of waiting) {
      if (stopped.aborted) return;
      const observation = await tryOut(probe, lab);
      found.set(probe.name, observation);
      say(`${probe.name}: ${answerOf(observation)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  stopped.throwIfAborted();
  return plan.probes.flatMap(({ name }) => found.get(name) ?? []);
}

async function storyOn(
  plan: Plan,
  { client, key, syncService, domain }: VerifiedAccount,
  lab: Lab,
  browser: Browser,
  { output, environment, stopped }: Surroundings,
): Promise<TransferFigures | { problem: string }> {
  const say = plan.options.json ? () => undefined : sayTo({ output });
  const { bold } = colorsOn(output, environment);
  const about = { client, key, syncService, domain, browser, telephone: lab.telephone };
  try {
    return await playDeployedTransfer({ ...about, pageAddress: pageAddress(environment), say, bold });
  } catch (error) {
    stopped.throwIfAborted();
    // The person may see all of it. The report goes to others, and a page shows names.
    say((error as Error).message);
    return { problem: firstLineOf(error as Error) };
  }
}

/** What was found on a local Twilio is nothing to write down. */
function tell({ options: { local, json } }: Plan, report: Report, surroundings: Surroundings): void {
  const say = sayTo(surroundings);
  const file = join(resolve(surroundings.folder), REPORT_FILE);
  if (!local) writeFileSync(file, textOf(report));
  if (json) return say(textOf(report));
  for (const line of closing(report)) say(line);
  if (!local)
    say(
      `\nWritten to ${file}: no secret, number or name is in it. Please add it to an issue of the project’s repository.`,
    );
}

function closing({ beliefs, facts, story }: Report): readonly string[] {
  const all = [...beliefs, ...facts];
  return [
    ...(all.length > 0 ? ['', ...tableOf(all), ...problemsOf(all)] : []),
    ...(story ? ['', ...storyLines(story)] : []),
  ];
}

function storyLines(story: NonNullable<Report['story']>): readonly string[] {
  if ('problem' in story) return [`The story failed: ${story.problem}`];
  return figuresInWords(story);
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
