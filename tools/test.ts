/**
 * Runs checks and tests, and ends with one line that counts them. `--quick` leaves out thousands of simulated calls and
 * everything in a browser. `--browser` names a browser, and may come several times. `--repeat` plays only the browser
 * part.
 */
import './terminal/node-version.cjs';
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { run } from './test/command.ts';
import { repeat } from './test/repeat.ts';
import { runJest, type Outcome } from './test/run-jest.ts';

type Check = readonly [name: string, command: string, ...args: string[]];

const PROJECTS = [
  'tsconfig.json',
  'src/assets/tsconfig.json',
  'emulator/console/page/tsconfig.json',
  'harness/page/tsconfig.json',
  'tools/verify/page/tsconfig.json',
];

/** Static checks: each counts as one test. */
const CHECKS: readonly Check[] = [
  ...PROJECTS.map((project): Check => [`types (${project})`, 'tsc', '--noEmit', '-p', project]),
  ['lint and import rules', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['dead code', 'knip', '--no-progress'],
  ['one meaning for each name, no circles', 'tsx', 'tools/structure.ts'],
];

const BUILD: Check = ['build', 'tsx', 'delivery/build.ts'];

interface Options {
  readonly quick?: true;
  readonly browser?: readonly string[];
  readonly repeat?: string;
}

const command = new Command('npm test --')
  .description('Run checks and tests, and end with one line that counts them.')
  .argument('[names...]', 'with --repeat: the files of these names')
  .option('--quick', 'without thousands of simulated calls and without browsers, as `npm run check`')
  .option(
    '--browser <path>',
    'play the browser part in this one, or `npm`; may come several times',
    collected,
  )
  .option('--repeat <times>', 'play only the browser part, so often, and count what fails');

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

async function main(): Promise<void> {
  const names = command.parse().args;
  const { quick = false, browser = [], repeat: rounds } = command.opts<Options>();
  const times = rounds === undefined ? undefined : roundsIn(rounds);
  const outcomes =
    times === undefined
      ? await (quick ? runQuick() : runAll(browser))
      : [await runCheck(BUILD), ...(await repeat(times, { browser: browser[0], names }))];
  const passed = sum(outcomes.map((outcome) => outcome.passed));
  const failed = sum(outcomes.map((outcome) => outcome.failed));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

function roundsIn(text: string): number {
  const times = Number(text);
  if (Number.isInteger(times) && times > 0) return times;
  throw new Error(`"${text}" is not a number of rounds: give a whole one above 0.`);
}

async function runQuick(browser?: string): Promise<Outcome[]> {
  const checks = await Promise.all(CHECKS.map((check) => runCheck(check)));
  return [...checks, await runCheck(BUILD), await runJest('unit', { browser })];
}

/** The browsers come last and alone: whatever computes beside them is heard in the sound that they measure. */
async function runAll(browsers: readonly string[]): Promise<Outcome[]> {
  const quick = await runQuick(browsers[0]);
  const simulation = await runJest('simulation');
  return [...quick, simulation, ...(await inBrowsers(browsers))];
}

/** Plays the browser part once in each of these browsers. Without a name it takes the browser that it finds. */
async function inBrowsers(browsers: readonly string[]): Promise<Outcome[]> {
  if (browsers.length === 0) return [await runJest('browser')];
  const outcomes: Outcome[] = [];
  for (const browser of browsers) {
    const outcome = await inBrowser(browser);
    console.log(`In the browser ${browser}: ${outcome.passed} passed, ${outcome.failed} failed`);
    outcomes.push(outcome);
  }
  return outcomes;
}

/** A missing browser is one failure, and not one for each test. */
async function inBrowser(browser: string): Promise<Outcome> {
  if (browser === 'npm' || existsSync(browser)) return runJest('browser', { browser });
  console.log(`FAIL There is no browser ${browser}.`);
  return { passed: 0, failed: 1, failures: [browser] };
}

/** Runs one check and shows what it printed only when it failed. */
async function runCheck([name, command, ...args]: Check): Promise<Outcome> {
  const started = Date.now();
  const { ok, output } = await run(command, args, { errors: 'pipe' });
  console.log(`${ok ? 'PASS' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, failures: ok ? [] : [name] };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
