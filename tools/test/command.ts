import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

export interface RunOptions {
  /** Whether its standard error stream is shown at once, or kept in the output. */
  readonly errors: 'pipe' | 'inherit';
  /** Added to this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a command of the project's packages. */
export function run(
  command: string,
  args: readonly string[],
  { errors, environment = {} }: RunOptions,
): Promise<{ readonly ok: boolean; readonly output: string }> {
  const bin = join(ROOT, 'node_modules/.bin', command);
  return new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    const child = spawn(bin, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', errors] });
    let output = '';
    child.stdout?.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr?.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}
