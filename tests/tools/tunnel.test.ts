import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { freePort } from '../../tools/tunnel/gate.ts';
import { LocalAccount } from '../support/tools/local-account.ts';
import { until } from '../../harness/until.ts';

const ROOT = join(__dirname, '../..');
const LOOPBACK = join(ROOT, 'delivery/loopback.cjs');
const PASSCODE = 'blue-kettle-rides';
const CALL = `CA${'1'.repeat(32)}`;
const NUMBER = '+15550100100';

let account: LocalAccount;
let server: ChildProcess;
let address: string;

beforeAll(async () => {
  account = await LocalAccount.start();
  await account.run('setup', '--yes', '--dist', account.dist, '--number', account.twilio.number);
  await account.run('agents', 'add', 'ana', 'Ana', '--passcode', PASSCODE);
  for (const name of ['package.json', '.twilioserverlessrc'])
    await cp(join(ROOT, name), join(account.folder, name));
  await symlink(account.dist, join(account.folder, 'dist'));
  await symlink(join(ROOT, 'node_modules'), join(account.folder, 'node_modules'));
  address = `http://127.0.0.1:${await start()}`;
}, 60_000);

afterAll(async () => {
  server.kill();
  await once(server, 'exit');
  await account.stop();
});

/** Runs the build on this computer as docs/operations.md says, with a tunnel's address. */
async function start(): Promise<number> {
  const port = await freePort();
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  const args = [tsx, join(ROOT, 'tools/tunnel.ts'), '--domain', 'tunnel.example', '--port', `${port}`];
  server = spawn(process.execPath, args, {
    cwd: account.folder,
    env: { ...process.env, NODE_OPTIONS: `--require "${join(ROOT, 'emulator/redirect.cjs')}"` },
    stdio: 'ignore',
  });
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/build.json`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until('it answers', answers, 30);
  return port;
}

const PROOFS = { json: true, browser: 'a-browser-key-of-tests-0123456789' };

function ask(path: string, body: object, cookie = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', cookie };
  return fetch(address + path, { method: 'POST', headers, body: JSON.stringify({ ...body, ...PROOFS }) });
}

/** @param authToken with which the request is signed */
function callIn(authToken?: string): Promise<Response> {
  const parameters = { CallSid: CALL, From: '+15550177003', To: NUMBER };
  const url = 'https://tunnel.example/voice/incoming';
  const signature = authToken && getExpectedTwilioSignature(authToken, url, parameters);
  const headers = signature ? { 'x-twilio-signature': signature } : {};
  return fetch(`${address}/voice/incoming`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(parameters),
  });
}

test('the build runs here against the account: an agent signs in, a caller is answered', async () => {
  expect((await fetch(`${address}/index.html`)).status).toBe(200);
  const signedIn = await ask('/api/session/start', { agent: 'ana', passcode: PASSCODE });
  const [cookie = ''] = signedIn.headers.getSetCookie();
  expect(await (await ask('/api/token', {}, cookie.split(';')[0])).json()).toMatchObject({
    identity: expect.stringMatching(/^ana__/),
  });
  expect((await ask('/api/token', {})).status).toBe(401);

  const answered = await callIn(account.twilio.authToken);
  // Twilio's next request goes through the tunnel.
  expect(await answered.text()).toMatch(/<Conference [^>]*waitUrl="https:\/\/tunnel\.example\/voice\/wait\?/);
  const sync = /^SYNC_SERVICE_SID=(.*)$/m.exec(account.env())?.[1] ?? '';
  const kept = await account.client.sync.v1.services(sync).documents(`call-${CALL}`).fetch();
  expect(kept.data).toMatchObject({ id: CALL, phase: 'waiting' });
});

test.each([undefined, 'another-token'])(
  'no protected Function answers a request signed by %j',
  async (token) => {
    expect((await callIn(token)).status).toBe(403);
  },
);

test.each(['0', '{ port: 0 }', '0, () => {}', "0, '0.0.0.0'", "'0'"])(
  'a server that listens by listen(%s) is reached from this computer alone',
  (where) => {
    const script = `
      const server = require('node:http').createServer().listen(${where});
      server.on('listening', () => { console.log(server.address().address); server.close(); });`;
    const told = execFileSync(process.execPath, ['--require', LOOPBACK, '-e', script], { encoding: 'utf8' });
    expect(told.trim()).toBe('127.0.0.1');
  },
);
