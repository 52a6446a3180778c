import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** The output of `npm run twilio -- --json`. */
interface Ready {
  readonly port: number;
  readonly twilioPort: number;
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: string;
  readonly certificate: string;
}

/** A local Twilio that runs alone, and the programs that use it. `stop` ends them all. */
export class OwnTwilio {
  readonly #children: ChildProcess[] = [];
  ready!: Ready;

  async start(...flags: readonly string[]): Promise<this> {
    const all = [
      '--import',
      'tsx',
      'emulator/start.ts',
      '--json',
      '--port',
      '0',
      '--twilio-port',
      '0',
      ...flags,
    ];
    this.ready = JSON.parse(await this.#run(process.execPath, all)) as Ready;
    return this;
  }

  /** Starts a Node program as the welcome says, and resolves with its first line. */
  app(file: string): Promise<string> {
    const { accountSid, authToken, port, twilioPort } = this.ready;
    return this.#run(process.execPath, ['--require', './emulator/redirect.cjs', file], {
      EMULATOR_TWILIO_PORT: `${twilioPort}`,
      ACCOUNT_SID: accountSid,
      AUTH_TOKEN: authToken,
      SCRIPT: `http://localhost:${port}/__emulator/redirect.js`,
    });
  }

  async stop(): Promise<void> {
    for (const child of this.#children.toReversed()) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }

  async #run(command: string, args: readonly string[], environment = {}): Promise<string> {
    const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...environment } });
    this.#children.push(child);
    let printed = '';
    let errors = '';
    child.stderr.on('data', (data) => (errors += String(data)));
    return new Promise((resolve, reject) => {
      child.stdout.on('data', (data) => {
        printed += String(data);
        if (printed.includes('\n')) resolve(printed.trim());
      });
      child.once('exit', (code) => reject(new Error(`Ended with ${code}: ${errors}`)));
    });
  }
}
