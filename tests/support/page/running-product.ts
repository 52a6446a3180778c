import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Control } from '../../../harness/control.ts';

const ROOT = join(__dirname, '../../..');

/** The product as `npm start` brings it up, on free ports. */
export interface RunningProduct {
  readonly pageUrl: string;
  readonly consoleUrl: string;
  readonly number: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly agents: readonly { readonly id: string; readonly name: string; readonly passcode: string }[];
  readonly control: Control;
  stop(): Promise<void>;
}

/**
 * Starts it from the `dist/` that was built before the tests.
 * @param settings variables that override the company's settings, `RING_SECONDS` for example
 */
export async function startRunningProduct(
  settings: Readonly<Record<string, string>> = {},
): Promise<RunningProduct> {
  const args = [
    '--import',
    'tsx',
    'tools/start.ts',
    '--json',
    '--no-build',
    '--port',
    '0',
    '--twilio-port',
    '0',
  ];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ready = JSON.parse(await firstLine(child)) as Omit<RunningProduct, 'control' | 'stop'>;
  return { ...ready, control: new Control(ready.consoleUrl), stop: () => stop(child) };
}

async function firstLine(child: ChildProcess): Promise<string> {
  let errors = '';
  child.stderr?.on('data', (data: Buffer) => (errors += data.toString()));
  if (!child.stdout) throw new Error('The product has no output to read.');
  const lines = createInterface({ input: child.stdout });
  const line = new Promise<string>((resolve) =>
    lines.on('line', (text) => text.startsWith('{') && resolve(text)),
  );
  const ended = once(child, 'exit').then(() => Promise.reject(new Error(`It did not start: ${errors}`)));
  return await Promise.race([line, ended]);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
