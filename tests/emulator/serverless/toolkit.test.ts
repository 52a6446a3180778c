import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FunctionsHost } from '../../../emulator/functions/functions-host.ts';
import { EventLog } from '../../../emulator/event-log.ts';
import { Faults } from '../../../emulator/faults.ts';
import { SystemClock } from '../../../emulator/clock.ts';
import { createRest } from '../../../emulator/rest/rest.ts';
import { SidSource } from '../../../emulator/sids.ts';
import { serve, type RunningServer } from '../../../emulator/server.ts';
import { createServerlessApi } from '../../../emulator/serverless/serverless-api.ts';
import { adviceAbout } from '../../../delivery/deploy-refusals.ts';
import { ACCOUNT, request } from '../../support/emulator/functions-bench.ts';

const ROOT = join(__dirname, '../../..');
let folder: string;
let server: RunningServer;
let functions: FunctionsHost;

beforeAll(async () => {
  const clock = new SystemClock();
  const base = { account: ACCOUNT, clock, log: new EventLog(clock), faults: new Faults() };
  functions = new FunctionsHost(base);
  const { accountSid } = ACCOUNT;
  const deps = {
    clock,
    accountSid,
    sids: new SidSource('toolkit'),
    target: functions,
    logs: () => functions.logs(),
  };
  const { handle } = createServerlessApi(deps);
  const hosts = { 'serverless.twilio.com': handle, 'serverless-upload.twilio.com': handle };
  server = await serve(0, createRest({ ...base, hosts }));
  folder = await mkdtemp(join(tmpdir(), 'toolkit-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await mkdir(join(folder, 'functions/voice'), { recursive: true });
  await mkdir(join(folder, 'assets'));
  await pin('2.0.1');
  await writeFile(join(folder, 'assets/index.html'), '<head></head>hello');
  await writeFile(join(folder, 'functions/voice/in.protected.js'), 'exports.handler = (c, e, cb) => cb();');
  await put('one', 'red');
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function pin(handler: string): Promise<void> {
  const dependencies = { twilio: '6.2.0', '@twilio/runtime-handler': handler };
  return writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'fixture', dependencies }));
}

async function put(word: string, colour: string): Promise<void> {
  const source = `exports.handler = (context, event, callback) => callback(null, '${word} ' + context.COLOUR);`;
  await writeFile(join(folder, 'functions/word.js'), source);
  await writeFile(join(folder, '.env'), `COLOUR=${colour}\n`);
}

/** Runs the toolkit's own deploy in a process of its own. */
function deploy(
  runtime = 'node22',
  ...more: readonly string[]
): Promise<{ code: number | null; output: string }> {
  const args = [
    '--require',
    join(ROOT, 'emulator/redirect.cjs'),
    join(ROOT, 'node_modules/twilio-run/bin/twilio-run.js'),
    'deploy',
    `--username=${ACCOUNT.accountSid}`,
    `--password=${ACCOUNT.authToken}`,
    '--override-existing-project',
    '--functions-folder=functions',
    '--assets-folder=assets',
    `--runtime=${runtime}`,
    ...more,
  ];
  const env = { ...process.env, EMULATOR_TWILIO_PORT: String(server.port), CI: 'true' };
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  return new Promise((resolve) => child.on('exit', (code) => resolve({ code, output })));
}

const word = async () =>
  (await functions.handle(request('GET', '/word', { host: 'localhost' }))).body.toString();

test('the unmodified toolkit deploys, and deploys a change of code and variables again', async () => {
  const first = await deploy();
  expect(first).toMatchObject({ code: 0 });
  const { domainName, dependencies } = functions.build!;
  expect(domainName).toMatch(/^fixture-\d{4}-dev\.twil\.io$/);
  expect(dependencies).toMatchObject({ twilio: '6.2.0', '@twilio/runtime-handler': '2.0.1' });
  expect(await word()).toBe('one red');
  const page = await functions.handle(request('GET', '/index.html'));
  expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html' } });
  expect(await functions.handle(request('POST', '/voice/in'))).toMatchObject({ status: 403 });

  await put('two', 'blue');
  expect(await deploy()).toMatchObject({ code: 0 });
  expect(await word()).toBe('two blue');
  expect(functions.build?.domainName).toBe(domainName);
}, 60_000);

test.each([
  ['handler', '2.1.0', 'node22', /20001[^]*@twilio\/runtime-handler@2\.1\.0/, /package\.json/],
  ['runtime', '2.0.1', 'node18', /20001[^]*unsupported runtime: node18/, /\.twilioserverlessrc/],
])(
  'refuses a %s that the platform lacks, in known words, and keeps what runs',
  async (_what, handler, runtime, words, advice) => {
    await pin(handler);
    const before = functions.build?.buildSid;
    const { code, output } = await deploy(runtime, '--output-format=json');
    expect([code, output]).toEqual([1, expect.stringMatching(words)]);
    expect(adviceAbout(output)).toMatch(advice);
    expect(functions.build?.buildSid).toBe(before);
  },
  60_000,
);
