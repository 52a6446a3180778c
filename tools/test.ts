/**
 * Runs checks and tests, and ends with one line that counts them. `--quick` leaves out thousands of simulated calls and
 * everything in a browser.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

type Check = readonly [name: string, command: string, ...args: string[]];

const ROOT = join(__dirname, '..');
const PROJECTS = [
  'tsconfig.json',
  'src/assets/tsconfig.json',
  'emulator/console/page/tsconfig.json',
  'tests/support/page/tsconfig.json',
  'tools/verify/page/tsconfig.json',
];

/** Static checks: each counts as one test. */
const CHECKS: readonly Check[] = [
  ...PROJECTS.map((project): Check => [`types (${project})`, 'tsc', '--noEmit', '-p', project]),
  ['lint and import rules', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['dead code', 'knip', '--no-progress'],
];

/** Workers at a time. A third browser would starve the sound that the tests measure. */
const WORKERS = { unit: 2, simulation: 2, browser: 2 } as const;

async function main(): Promise<void> {
  const outcomes = await runAll(process.argv.includes('--quick'));
  const passed = sum(outcomes.map((outcome) => outcome.passed));
  const failed = sum(outcomes.map((outcome) => outcome.failed));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

async function runAll(isQuick: boolean): Promise<Outcome[]> {
  const checks = await Promise.all(CHECKS.map(runCheck));
  const build = await runCheck(['build', 'tsx', 'tools/build.ts']);
  const unit = await runJest('unit');
  const long = isQuick ? [] : [await runJest('simulation'), await runJest('browser')];
  return [...checks, build, unit, ...long];
}

/** Runs one check and shows what it printed only when it failed. */
async function runCheck([name, command, ...args]: Check): Promise<Outcome> {
  const started = Date.now();
  const { ok, output } = await run(command, args, 'pipe');
  console.log(`${ok ? 'PASS' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!ok) console.log(output);
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** One Jest project. A suite that could not run counts as a failed test, so that it cannot hide. */
async function runJest(project: keyof typeof WORKERS): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'jest-'));
  const file = join(folder, 'result.json');
  try {
    const args = [
      '--selectProjects',
      project,
      '--maxWorkers',
      `${WORKERS[project]}`,
      '--json',
      '--outputFile',
      file,
    ];
    await run('jest', args, 'inherit');
    const result = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
    const broken = result['numRuntimeErrorTestSuites'] ?? 0;
    return { passed: result['numPassedTests'] ?? 0, failed: (result['numFailedTests'] ?? 0) + broken };
  } catch {
    console.log(`FAIL ${project}: Jest gave no result`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Jest's report goes to the standard error stream, so its JSON on the other one is kept off the screen. */
function run(
  command: string,
  args: readonly string[],
  errors: 'pipe' | 'inherit',
): Promise<{ readonly ok: boolean; readonly output: string }> {
  const bin = join(ROOT, 'node_modules/.bin', command);
  return new Promise((resolve) => {
    const child = spawn(bin, args, { cwd: ROOT, stdio: ['ignore', 'pipe', errors] });
    let output = '';
    child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

void main();
