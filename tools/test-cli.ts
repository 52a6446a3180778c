/** `npm run test:cli`: the real Twilio CLI with its serverless plugin against the local Twilio. Installs both into a temporary folder. */
import './terminal/node-version.cjs';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../delivery/build.ts';
import { startLocalTwilio, type LocalTwilio } from './local/local-twilio.ts';
import { takesNoArguments } from './terminal/no-arguments.ts';

const ROOT = join(__dirname, '..');
const PACKAGES = ['twilio-cli@6.2.4', '@twilio-labs/plugin-serverless@3.1.3'];
const PROFILE = '{"activeProject":"","projects":{},"profiles":{}}';

/** A folder with the CLI, a project as somebody has it after a build, and an account to deploy to. */
interface Bench {
  readonly folder: string;
  readonly local: LocalTwilio;
}

function install(folder: string): void {
  const tools = join(folder, 'cli');
  mkdirSync(tools);
  writeFileSync(join(tools, 'package.json'), '{"private":true}');
  const args = ['install', '--no-audit', '--no-fund', '--loglevel', 'error', ...PACKAGES];
  const { status } = spawnSync('npm', args, {
    cwd: tools,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error('The CLI could not be installed.');
}

async function prepareProject(folder: string): Promise<string> {
  const project = join(folder, 'project');
  mkdirSync(join(project, 'src'), { recursive: true });
  for (const name of ['package.json', '.twilioserverlessrc']) cpSync(join(ROOT, name), join(project, name));
  await build(join(project, 'dist'));
  return project;
}

/** Runs the CLI with the local account's credentials. @throws Error with its words when it fails */
function twilio({ folder, local }: Bench, cwd: string, args: readonly string[]): string {
  const cli = join(folder, 'cli/node_modules');
  const config = join(folder, 'config');
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, 'config.json'), PROFILE);
  const env = {
    ...process.env,
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    TWILIO_ACCOUNT_SID: local.accountSid,
    TWILIO_AUTH_TOKEN: local.authToken,
    EMULATOR_TWILIO_PORT: String(local.twilioPort),
    NODE_OPTIONS: `--require "${join(ROOT, 'emulator/redirect.cjs')}"`,
  };
  const run = spawnSync(process.execPath, [join(cli, 'twilio-cli/bin/run'), ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  const output = `${run.stdout}${run.stderr}`;
  if (run.status !== 0) throw new Error(`twilio ${args.join(' ')} failed:\n${output}`);
  return output;
}

function refusalOf(run: () => string): string {
  try {
    return run();
  } catch (error) {
    return String(error);
  }
}

/**
 * The CLI deploys the version that package.json pins. A version that npm has and the platform lacks must fail here as
 * it does there.
 */
function proveRefusal(bench: Bench, project: string): void {
  const file = join(project, 'package.json');
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, whole.replace(/("@twilio\/runtime-handler": )"[^"]+"/, '$1"2.1.0"'));
  const refusal = refusalOf(() => twilio(bench, project, ['serverless:deploy']));
  writeFileSync(file, whole);
  if (!/20001[^]*runtime-handler@2\.1\.0/.test(refusal)) throw new Error(`It was not refused:\n${refusal}`);
}

async function prove(bench: Bench): Promise<void> {
  const project = await prepareProject(bench.folder);
  twilio(bench, project, [
    'plugins:link',
    join(bench.folder, 'cli/node_modules/@twilio-labs/plugin-serverless'),
  ]);
  console.log('PASS the plugin is linked');
  const deployed = twilio(bench, project, ['serverless:deploy']);
  if (!/-dev\.twil\.io/.test(deployed)) throw new Error(`No domain was named:\n${deployed}`);
  console.log('PASS twilio serverless:deploy');
  proveRefusal(bench, project);
  console.log('PASS a handler that Twilio does not take is refused with 20001');
  const numbers = twilio(bench, project, ['api:core:incoming-phone-numbers:list']);
  if (!numbers.includes(bench.local.number)) throw new Error(`The number is missing:\n${numbers}`);
  console.log('PASS twilio api:core:incoming-phone-numbers:list');
  const page = await fetch(`http://127.0.0.1:${bench.local.port}/index.html`);
  if (page.status !== 200) throw new Error(`The deployed page answered ${page.status}.`);
  console.log('PASS the deployed page is served');
}

async function main(): Promise<void> {
  takesNoArguments(
    'npm run test:cli',
    'Try the real Twilio CLI against the local Twilio. Installs it, some 200 MB.',
  );
  const folder = mkdtempSync(join(tmpdir(), 'twilio-cli-'));
  let local: LocalTwilio | undefined;
  try {
    install(folder);
    local = await startLocalTwilio({ port: 0, twilioPort: 0 });
    await prove({ folder, local });
  } finally {
    await local?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
