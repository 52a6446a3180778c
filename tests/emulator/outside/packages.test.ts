import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnTwilio } from '../../support/emulator/own-twilio.ts';

const ROOT = join(__dirname, '../../..');
const REDIRECT = join(ROOT, 'emulator/redirect.cjs');
const TWILIO = join(ROOT, 'node_modules/twilio');
const DEPLOYED = '4.23.0';

/** An app with its own helper library: this project's, under another version, with a mark. */
const OWN_LIBRARY = `const real = require(${JSON.stringify(TWILIO)});
class Twilio extends real.Twilio {}
Twilio.prototype.version = '${DEPLOYED}';
module.exports = Object.assign((...given) => new Twilio(...given), real, { Twilio });`;

const FUNCTION = `const { greeting } = require('polite');
exports.handler = async (context, event, callback) => {
  const client = context.getTwilioClient();
  const { status } = await client.api.v2010.accounts(context.ACCOUNT_SID).fetch();
  const xml = new Twilio.twiml.VoiceResponse().toString().includes('<Response/>');
  const isOne = Twilio.Twilio === require('twilio').Twilio;
  callback(null, [greeting, client.version, status, xml, isOne].join(' '));
};`;

let app: string;
let own: OwnTwilio;

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'own-app-'));
  await mkdir(join(app, 'assets'));
  await file('functions/hello.js', FUNCTION);
  await packaged('polite', '1.0.0', "exports.greeting = 'good-day';");
  await packaged('twilio', DEPLOYED, OWN_LIBRARY);
  own = await new OwnTwilio().start('--packages', app);
}, 60_000);
afterAll(async () => {
  await own.stop();
  await rm(app, { recursive: true });
});

async function file(path: string, content: string): Promise<void> {
  await mkdir(join(app, path, '..'), { recursive: true });
  await writeFile(join(app, path), content);
}

async function packaged(name: string, version: string, code: string): Promise<void> {
  await file(`node_modules/${name}/package.json`, JSON.stringify({ name, version, main: 'index.js' }));
  await file(`node_modules/${name}/index.js`, code);
}

/** The unmodified toolkit deploys the app, as the welcome says. */
async function deploy(dependencies: Readonly<Record<string, string>>): Promise<void> {
  await file('package.json', JSON.stringify({ name: 'own-app', version: '1.0.0', dependencies }));
  const { accountSid, authToken, twilioPort } = own.ready;
  const toolkit = join(ROOT, 'node_modules/twilio-run/bin/twilio-run.js');
  const how = [`--username=${accountSid}`, `--password=${authToken}`, '--override-existing-project'];
  const args = ['--require', REDIRECT, toolkit, 'deploy', ...how];
  const env = { ...process.env, EMULATOR_TWILIO_PORT: String(twilioPort), CI: 'true' };
  const child = spawn(process.execPath, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0) throw new Error(output);
}

async function warnings(): Promise<readonly string[]> {
  const url = `http://localhost:${own.ready.twilioPort}/emulator/events`;
  const events = (await (await fetch(url)).json()) as { events: { kind: string; message?: string }[] };
  return events.events.flatMap(({ kind, message }) => (kind === 'warning' && message ? [message] : []));
}

test('Functions run with the packages of the app that is deployed, twilio among them', async () => {
  await deploy({ polite: '1.0.0', twilio: DEPLOYED });
  const answer = await fetch(`http://localhost:${own.ready.port}/hello`);
  expect(await answer.text()).toBe(`good-day ${DEPLOYED} active true true`);
  expect(await warnings()).toEqual([]);
}, 60_000);

test('the log names what a build asks for and the app’s folder does not have', async () => {
  await deploy({ polite: '2.0.0', twilio: DEPLOYED, rude: '1.0.0' });
  const differences = [
    `The build asks for polite 2.0.0, and ${app} has 1.0.0.`,
    `The build asks for rude 1.0.0, and ${app} has none.`,
  ];
  expect(await warnings()).toEqual(differences);
}, 60_000);
