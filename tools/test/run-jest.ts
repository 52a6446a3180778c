import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command.ts';

/** How many tests passed and failed, and which failed. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
}

interface Result {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Workers at a time. Tests in a browser wait for most of their time: two of them leave two cores idle. */
const WORKERS = { unit: 2, simulation: 2, browser: 4 } as const;

export interface Chosen {
  /** What CHROMIUM_PATH is set to. */
  readonly browser?: string | undefined;
  /** Parts of the paths of the test files; all when none is given. */
  readonly names?: readonly string[];
}

/**
 * Runs one Jest project. A suite that could not run counts as a failed test, so that it cannot hide. So does a run
 * without tests.
 */
export async function runJest(
  project: keyof typeof WORKERS,
  { browser, names = [] }: Chosen = {},
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'jest-'));
  const file = join(folder, 'result.json');
  const options = ['--maxWorkers', `${WORKERS[project]}`, '--json', '--outputFile', file];
  const args = [...names, '--selectProjects', project, ...options];
  const environment: Record<string, string> = browser ? { CHROMIUM_PATH: browser } : {};
  try {
    // Jest's report goes to the standard error stream.
    await run('jest', args, { errors: 'inherit', environment });
    return outcomeOf(JSON.parse(readFileSync(file, 'utf8')) as Result);
  } catch {
    console.log(`FAIL ${project}: Jest gave no result`);
    return { passed: 0, failed: 1, failures: [`${project}: Jest gave no result`] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function outcomeOf(result: Result): Outcome {
  const { numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: broken } = result;
  const tests = result.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failures = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  if (passed + failed + broken === 0) return { passed: 0, failed: 1, failures: ['There is no such test.'] };
  return { passed, failed: failed + broken, failures };
}
