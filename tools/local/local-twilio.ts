import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The emulator's data about itself once it is up. */
export interface LocalTwilio {
  readonly port: number;
  readonly twilioPort: number;
  readonly accountSid: string;
  readonly authToken: string;
  /** The phone number that callers dial, E.164. */
  readonly number: string;
  /** Ends the process and resolves when it is gone. */
  stop(): Promise<void>;
  /** Resolves with the exit code when the process ends by itself. */
  readonly ended: Promise<number>;
}

/**
 * Starts the local Twilio in a process of its own.
 * @param ports 0 chooses a free one
 * @throws Error with the process's own words when it does not start, for example because a port is in use
 */
export async function startLocalTwilio(ports: {
  readonly port: number;
  readonly twilioPort: number;
}): Promise<LocalTwilio> {
  const args = [
    'emulator/start.ts',
    '--json',
    '--port',
    `${ports.port}`,
    '--twilio-port',
    `${ports.twilioPort}`,
  ];
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    // By the channel it knows when this process is gone.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  const ready = await readyLine(child, ended);
  return { ...ready, ended, stop: () => stop(child, ended) };
}

async function readyLine(
  child: ChildProcess,
  ended: Promise<number>,
): Promise<Omit<LocalTwilio, 'stop' | 'ended'>> {
  let errors = '';
  child.stderr?.on('data', (data: Buffer) => (errors = (errors + data.toString()).slice(-4000)));
  if (!child.stdout) throw new Error('The local Twilio has no output to read.');
  const lines = createInterface({ input: child.stdout });
  const firstJson = new Promise<string>((resolve) => {
    lines.on('line', (line) => line.startsWith('{') && resolve(line));
  });
  const line = await Promise.race([firstJson, ended]);
  if (typeof line === 'number') throw new Error(errors.trim() || `The local Twilio ended with code ${line}.`);
  return JSON.parse(line) as Omit<LocalTwilio, 'stop' | 'ended'>;
}

async function stop(child: ChildProcess, ended: Promise<number>): Promise<void> {
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(force);
}
