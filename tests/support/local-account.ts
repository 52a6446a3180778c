import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Twilio } from 'twilio';
import { startLocalTwilio, type LocalTwilio } from '../../tools/local/local-twilio.ts';
import { clientTo } from './loopback.ts';

const ROOT = join(__dirname, '../..');
const REDIRECT = join(ROOT, 'emulator/redirect.cjs');

/** How a command went. */
export interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** An account on a local Twilio of its own, and a folder in which the tools keep what they know of it. */
export class LocalAccount {
  /** The client of the unmodified helper library. */
  readonly client: Twilio;

  private constructor(
    readonly twilio: LocalTwilio,
    readonly folder: string,
  ) {
    const { accountSid, authToken } = twilio;
    this.client = clientTo(twilio.twilioPort, { accountSid, authToken, apiKeys: new Map() });
  }

  static async start(): Promise<LocalAccount> {
    const folder = await mkdtemp(join(tmpdir(), 'local-account-'));
    const twilio = await startLocalTwilio({ port: 0, twilioPort: 0 });
    const account = new LocalAccount(twilio, folder);
    // A copy, because another test may build meanwhile.
    await cp(join(ROOT, 'dist'), account.dist, { recursive: true });
    return account;
  }

  get dist(): string {
    return join(this.folder, 'build');
  }

  /** Begins again in an empty folder, with credentials in the environment alone. */
  async forgetAll(): Promise<void> {
    await Promise.all(
      ['.env', '.warm-transfer.json'].map((name) => rm(join(this.folder, name), { force: true })),
    );
  }

  /** Runs a command of tools/ in the account's folder. */
  async run(tool: string, ...args: readonly string[]): Promise<Ran> {
    return await this.start(tool, args).ended;
  }

  /** Starts a command; `onOutput` may stop it. */
  start(
    tool: string,
    args: readonly string[],
    options: {
      readonly env?: Readonly<Record<string, string>>;
      readonly onOutput?: (all: string, kill: () => void) => void;
    } = {},
  ): { readonly ended: Promise<Ran> } {
    const { NODE_OPTIONS: _options, ...inherited } = process.env;
    const env = { ...inherited, ...this.environment(), ...options.env };
    const node = ['--require', REDIRECT, '--import', join(ROOT, 'node_modules/tsx/dist/loader.mjs')];
    const child = spawn(process.execPath, [...node, join(ROOT, 'tools', `${tool}.ts`), ...args], {
      cwd: this.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const hear = (data: Buffer): void => {
      output += data.toString();
      options.onOutput?.(output, () => child.kill('SIGKILL'));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    return { ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, output }))) };
  }

  /** A folder's variables, as they stand in `.env`. */
  env(): string {
    return readFileSync(join(this.folder, '.env'), 'utf8');
  }

  async writeEnv(text: string): Promise<void> {
    await writeFile(join(this.folder, '.env'), text, { mode: 0o600 });
  }

  async stop(): Promise<void> {
    await this.twilio.stop();
    await rm(this.folder, { recursive: true });
  }

  private environment(): Readonly<Record<string, string>> {
    const { accountSid, authToken, port, twilioPort } = this.twilio;
    return {
      ACCOUNT_SID: accountSid,
      AUTH_TOKEN: authToken,
      EMULATOR_TWILIO_PORT: String(twilioPort),
      EMULATOR_SERVICE_PORT: String(port),
    };
  }
}
