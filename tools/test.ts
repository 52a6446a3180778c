/** Runs every check in turn and ends with one line that counts them. `--quick` leaves the browser tests out. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

const TYPES = ['tsconfig.json', 'src/assets/tsconfig.json', 'emulator/console/page/tsconfig.json'];

/** Static checks: each counts as one test. */
const CHECKS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ...TYPES.map((project) => [`types (${project})`, 'tsc', '--noEmit', '-p', project] as const),
  ['lint and import rules', 'oxlint', '--type-aware', '--deny-warnings'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['dead code', 'knip', '--no-progress'],
];

const bin = (name: string): string => join(__dirname, '../node_modules/.bin', name);

function run(command: string, args: readonly string[]): boolean {
  return spawnSync(bin(command), args, { stdio: 'inherit', cwd: join(__dirname, '..') }).status === 0;
}

function runCheck([name, command, ...args]: (typeof CHECKS)[number]): Outcome {
  const started = Date.now();
  const ok = run(command, args);
  console.log(`${ok ? 'PASS' : 'FAIL'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** One Jest project. A suite that could not run counts as a failed test, so that it cannot hide. */
function runJest(project: string, args: readonly string[]): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'jest-'));
  const file = join(folder, 'result.json');
  try {
    run('jest', ['--selectProjects', project, '--json', '--outputFile', file, ...args]);
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

function main(): void {
  const quick = process.argv.includes('--quick');
  const outcomes = CHECKS.map(runCheck);
  if (!run('tsx', ['tools/build.ts'])) outcomes.push({ passed: 0, failed: 1 });
  outcomes.push(runJest('unit', []));
  // One at a time: browsers share the processor, and the tests measure sound.
  if (!quick) outcomes.push(runJest('browser', ['--runInBand']));
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

main();
