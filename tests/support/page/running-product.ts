import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { NewAgent } from '../../../delivery/agent-accounts.ts';
import { Control } from '../../../harness/control.ts';

const ROOT = join(__dirname, '../../..');
const END_WITH_WORKER = join(__dirname, 'end-with-worker.cjs');

/** A test file waits longer, so that it learns why there is no product. */
const START_S = 100;

/** The product as `npm start` brings it up, on free ports. */
export interface RunningProduct {
  readonly pageUrl: string;
  readonly consoleUrl: string;
  readonly number: string;
  readonly accountSid: string;
  readonly authToken: string;
  readonly agents: readonly NewAgent[];
  readonly control: Control;
  isRunning(): boolean;
  /** It ends by itself from here on. */
  stop(): void;
}

/**
 * Starts it from the `dist/` that was built before the tests. It ends when this process does, for any reason.
 * @param environment of its process, besides this one's
 */
export async function startRunningProduct(
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningProduct> {
  const args = [
    '--require',
    END_WITH_WORKER,
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
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ready = JSON.parse(await firstLine(child)) as Omit<RunningProduct, 'control' | 'isRunning' | 'stop'>;
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return { ...ready, control: new Control(ready.consoleUrl), isRunning, stop: () => stop(child) };
}

async function firstLine(child: ChildProcess): Promise<string> {
  let errors = '';
  child.stderr?.on('data', (data: Buffer) => (errors += data.toString()));
  if (!child.stdout) throw new Error('The product has no output to read.');
  const lines = createInterface({ input: child.stdout });
  return await new Promise((resolve, reject) => {
    const fail = (how: string) => reject(new Error(`The product ${how}. Its own words: ${errors || 'none'}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`did not start within ${START_S} s`);
    }, START_S * 1000);
    child.once('exit', (code) => fail(`ended with code ${code} when it was to start`));
    child.once('exit', () => clearTimeout(timer));
    lines.on('line', (text) => {
      if (!text.startsWith('{')) return;
      clearTimeout(timer);
      resolve(text);
    });
  });
}

function stop(child: ChildProcess): void {
  child.kill('SIGTERM');
  // Nothing about it keeps this process running.
  child.stdout?.destroy();
  child.stderr?.destroy();
  if (child.connected) child.disconnect();
  child.unref();
}
