import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import type { Twilio } from 'twilio';
import '../../../emulator/redirect.cjs';
import { agents } from '../../../tools/agents.ts';
import { deploy } from '../../../tools/deploy.ts';
import { doctor } from '../../../tools/doctor.ts';
import { exportData } from '../../../tools/export.ts';
import { forget } from '../../../tools/forget.ts';
import { startLocalTwilio, type LocalTwilio } from '../../../tools/local/local-twilio.ts';
import { connect } from '../../../delivery/login.ts';
import { setup } from '../../../tools/setup.ts';
import { teardown } from '../../../tools/teardown.ts';
import { verify } from '../../../tools/verify.ts';
import { mortal, type Request } from './crashing-client.ts';
import type { PersonAtTerminal } from './person-at-terminal.ts';

const ROOT = join(__dirname, '../../..');
const REDIRECT = join(ROOT, 'emulator/redirect.cjs');
const TOOLS = { agents, deploy, doctor, export: exportData, forget, setup, teardown, verify };
const BUILD = 'build';
const VARIABLES = ['.env', '.warm-transfer.json'];

export type ToolName = keyof typeof TOOLS;

/** How a command went. */
export interface Ran {
  /** Null when it was killed. */
  readonly code: number | null;
  /** Both streams, as they came. */
  readonly output: string;
  readonly errors: string;
}

/** How a command is run within the test. */
export interface Run {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The text on its standard input. */
  readonly input?: string;
  /** The person who answers its questions; nobody when left out. */
  readonly person?: PersonAtTerminal;
  /** It dies as soon as Twilio has done this, before it hears the answer. */
  readonly killAfter?: (request: Request) => boolean;
}

/** An account on its own local Twilio, and a folder in which the tools keep their data about it. */
export class LocalAccount {
  /** The client of the unmodified helper library. */
  readonly client: Twilio;

  private constructor(
    readonly twilio: LocalTwilio,
    readonly folder: string,
  ) {
    Object.assign(process.env, this.environment());
    this.client = connect({ ...twilio, username: twilio.accountSid, password: twilio.authToken });
  }

  static async start(): Promise<LocalAccount> {
    const folder = await mkdtemp(join(tmpdir(), 'local-account-'));
    // A copy, because another test may build meanwhile.
    await cp(join(ROOT, 'dist'), join(folder, BUILD), { recursive: true });
    return new LocalAccount(await startLocalTwilio({ port: 0, twilioPort: 0 }), folder);
  }

  get dist(): string {
    return join(this.folder, BUILD);
  }

  /** Begins again in an empty folder, with credentials in the environment alone. */
  async forgetAll(): Promise<void> {
    await Promise.all(VARIABLES.map((name) => rm(join(this.folder, name), { force: true })));
  }

  /** Runs a command of tools/ in the account's folder, within this process. */
  async run(tool: ToolName, ...args: readonly string[]): Promise<Ran> {
    return await this.runWith(tool, args);
  }

  async runWith(tool: ToolName, args: readonly string[], run: Run = {}): Promise<Ran> {
    let [output, errors] = ['', ''];
    const streams = run.person ?? {
      input: new PassThrough().end(run.input ?? ''),
      output: hearing((text) => (output += text)),
    };
    const surroundings = {
      folder: this.folder,
      environment: { ...this.environment(), ...run.environment },
      input: streams.input,
      output: streams.output,
      errors: hearing((text) => ([output, errors] = [output + text, errors + text])),
      connect,
      stopped: new AbortController().signal,
    };
    const end = run.killAfter
      ? mortal(connect, run.killAfter)
      : { connect, died: new Promise<null>(() => undefined) };
    const code = await Promise.race([TOOLS[tool](args, { ...surroundings, connect: end.connect }), end.died]);
    return { code, output: (run.person?.screen ?? '') + output, errors };
  }

  /** Starts a command as a process of its own. */
  start(
    tool: ToolName,
    args: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): { readonly child: ChildProcess; readonly ended: Promise<Ran> } {
    // Jest asks for colours on behalf of its own report.
    const { NODE_OPTIONS: _options, FORCE_COLOR: _colors, ...inherited } = process.env;
    // What it puts into the folder for temporary files can be seen.
    const env = { ...inherited, ...this.environment(), TMPDIR: this.folder, ...environment };
    const node = ['--require', REDIRECT, '--import', join(ROOT, 'node_modules/tsx/dist/loader.mjs')];
    const child = spawn(process.execPath, [...node, join(ROOT, 'tools', `${tool}.ts`), ...args], {
      cwd: this.folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    const ended = new Promise<Ran>((resolve) =>
      child.once('close', (code) => resolve({ code, output: output + errors, errors })),
    );
    return { child, ended };
  }

  /** Everything on the account that setup makes, counted. */
  async inventory() {
    const { client } = this;
    const [services, keys, applications, serverless, numbers] = await Promise.all([
      client.sync.v1.services.list(),
      client.keys.list(),
      client.applications.list(),
      client.serverless.v1.services.list(),
      client.incomingPhoneNumbers.list(),
    ]);
    const counts = [services, keys, applications, serverless].map(({ length }) => length);
    const [number] = numbers;
    if (!number) throw new Error('The account has no number.');
    return { counts, services, keys, applications, serverless, number };
  }

  /** The account as it was: nothing on it but one number that goes nowhere, and nothing known of it. */
  async empty(): Promise<void> {
    await this.run('teardown', '--yes', '--release-numbers');
    await this.forgetAll();
    const { client } = this;
    const { services, keys, applications, number } = await this.inventory();
    await Promise.all([
      ...services.map(({ sid }) => client.sync.v1.services(sid).remove()),
      ...applications.map(({ sid }) => client.applications(sid).remove()),
      ...keys.map(({ sid }) => client.keys(sid).remove()),
      client
        .incomingPhoneNumbers(number.sid)
        .update({ voiceUrl: '', statusCallback: '', voiceFallbackUrl: '' }),
    ]);
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

function hearing(hear: (text: string) => void): Writable {
  return new Writable({
    write: (data: Buffer, _encoding, done) => {
      hear(data.toString());
      done();
    },
  });
}
