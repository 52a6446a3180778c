import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Account } from '../../src/auth/account.ts';
import { isPassword } from '../../src/auth/passwords.ts';
import type { Agent } from '../../src/core/agent.ts';

// Each command is a process of its own.
jest.setTimeout(120_000);

const ROOT = join(__dirname, '../..');
const TSX = ['--import', require.resolve('tsx')];

interface Ready {
  readonly twilioPort: number;
  readonly accountSid: string;
  readonly authToken: string;
}

let emulator: ChildProcess;
let ready: Ready;
let service: string;
/** Without a `.env` of whoever runs the tests. */
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agents-'));
  const args = [...TSX, join(ROOT, 'emulator/start.ts'), '--json', '--port', '0', '--twilio-port', '0'];
  emulator = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  if (!emulator.stdout) throw new Error('The emulator has no output to read.');
  const [line] = (await once(createInterface({ input: emulator.stdout }), 'line')) as [string];
  ready = JSON.parse(line) as Ready;
  service = (await rest<{ sid: string }>('POST', 'Services', { AclEnabled: 'true' })).sid;
  for (const name of ['agents', 'accounts', 'waiting', 'voicemails'])
    await rest('POST', `Services/${service}/Maps`, { UniqueName: name });
}, 60_000);
afterAll(async () => {
  emulator.kill('SIGTERM');
  await once(emulator, 'exit');
  rmSync(folder, { recursive: true });
});

/** Asks the local Twilio for what the commands left there. */
async function rest<T = unknown>(method: 'GET' | 'POST', path: string, form = {}): Promise<T> {
  const { accountSid, authToken, twilioPort } = ready;
  const { request } = await import('node:http');
  const body = new URLSearchParams(form).toString();
  const headers = { host: 'sync.twilio.com', 'content-type': 'application/x-www-form-urlencoded' };
  const auth = `${accountSid}:${authToken}`;
  return new Promise((resolve, reject) => {
    const sent = request({ port: twilioPort, path: `/v1/${path}`, method, headers, auth }, (response) => {
      let text = '';
      response.on('data', (data: Buffer) => (text += data.toString()));
      response.on('end', () => resolve((text ? JSON.parse(text) : {}) as T));
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? body : '');
  });
}

async function itemOf<T>(map: string, key: string): Promise<T | undefined> {
  return (await rest<{ data?: T }>('GET', `Services/${service}/Maps/${map}/Items/${key}`)).data;
}

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `npm run agents -- <words>`. */
async function agents(
  words: readonly string[],
  changes: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Outcome> {
  const { accountSid, authToken, twilioPort } = ready;
  const env = {
    PATH: process.env['PATH'],
    ACCOUNT_SID: accountSid,
    AUTH_TOKEN: authToken,
    SYNC_SERVICE_SID: service,
    EMULATOR_TWILIO_PORT: String(twilioPort),
    ...changes,
  };
  const redirect = ['--require', join(ROOT, 'emulator/redirect.cjs')];
  const args = [...redirect, ...TSX, join(ROOT, 'tools/agents.ts'), ...words];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: 'pipe' });
  child.stdin.end(input);
  let out = '';
  let err = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const [status] = (await once(child, 'close')) as [number];
  return { status, out, err };
}

test('add makes an account, prints its passcode once, and leaves one that is there as it is', async () => {
  const { status, out, err } = await agents(['add', 'ana', 'Ana Ito']);
  expect([status, err]).toEqual([0, '']);
  const passcode = /^ana is added\. Passcode: (\S{12})\n$/.exec(out)?.[1] ?? '';
  const account = await itemOf<Account>('accounts', 'ana');
  expect(account).toMatchObject({ id: 'ana', name: 'Ana Ito', role: 'agent', disabled: false });
  expect(await isPassword(passcode, account?.hash)).toBe(true);
  expect(await itemOf<Agent>('agents', 'ana')).toMatchObject({ presence: 'offline', name: 'Ana Ito' });

  const again = await agents(['add', 'ana', 'Another', '--supervisor', '--passcode', 'another-passcode']);
  expect(again).toEqual({ status: 0, out: 'ana is there already; nothing was changed.\n', err: '' });
  expect(await itemOf('accounts', 'ana')).toEqual(account);
});

test('list shows who may sign in, and no secret', async () => {
  await agents(['add', 'sue', 'Sue', '--supervisor', '--passcode', 'sues-own-passcode']);
  const { out } = await agents(['list']);
  expect(out.split('\n')).toEqual(
    expect.arrayContaining(['ana\tAna Ito\tagent\tenabled', 'sue\tSue\tsupervisor\tenabled']),
  );
  expect(out).not.toContain('scrypt');
});

test('a chosen passcode is not repeated', async () => {
  const added = await agents(['add', 'ben', 'Ben', '--passcode', 'bens-own-passcode']);
  const reset = await agents(['reset', 'ben', '--passcode', 'bens-new-passcode']);
  expect(added.out + added.err + reset.out + reset.err).not.toMatch(/bens-(own|new)-passcode/);
  const account = await itemOf<Account>('accounts', 'ben');
  expect(await isPassword('bens-new-passcode', account?.hash)).toBe(true);
});

test('a passcode is read from the standard input, where no list of processes shows it', async () => {
  const { status, out } = await agents(['add', 'gil', 'Gil', '--passcode', '-'], {}, 'gils own passcode\n');
  expect([status, out]).toEqual([0, 'gil is added.\n']);
  expect(await isPassword('gils own passcode', (await itemOf<Account>('accounts', 'gil'))?.hash)).toBe(true);
  const empty = await agents(['reset', 'gil', '--passcode', '-']);
  expect([empty.status, empty.err]).toEqual([1, expect.stringContaining('at least 8 characters')]);
});

test('disable, enable and reset end the sessions, and may be repeated', async () => {
  await agents(['add', 'chika', 'Chika']);
  const epoch = async () => (await itemOf<Account>('accounts', 'chika'))?.epoch;
  const first = await epoch();
  for (const words of [['disable'], ['disable'], ['enable'], ['reset']]) {
    const { status, out } = await agents([...words, 'chika']);
    expect(status).toBe(0);
    expect(out).toContain('signed out everywhere within a minute.');
  }
  expect(await epoch()).toBe((first ?? 0) + 4);
  await agents(['disable', 'chika']);
  expect(await itemOf<Account>('accounts', 'chika')).toMatchObject({ disabled: true });
  expect((await agents(['list'])).out).toContain('chika\tChika\tagent\tdisabled');
});

test('disable takes an available agent out of the queue', async () => {
  await agents(['add', 'dana', 'Dana']);
  const agent = await itemOf<Agent>('agents', 'dana');
  await rest('POST', `Services/${service}/Maps/agents/Items/dana`, {
    Data: JSON.stringify({ ...agent, presence: 'available' }),
  });
  await agents(['disable', 'dana']);
  expect(await itemOf<Agent>('agents', 'dana')).toMatchObject({ presence: 'offline' });
});

test('remove takes account and presence away, and may be repeated', async () => {
  await agents(['add', 'eve', 'Eve']);
  for (let once = 0; once < 2; once++) {
    expect(await agents(['remove', 'eve'])).toMatchObject({ status: 0, err: '' });
  }
  expect(await itemOf('accounts', 'eve')).toBeUndefined();
  expect(await itemOf('agents', 'eve')).toBeUndefined();
});

test.each([
  [['add', 'ana@example.com', 'Ana'], /letters, digits and underscore/],
  [['add', 'fay', ' '], /will not do as a name/],
  [['add', 'fay', 'Fay', '--passcode', 'short'], /at least 8 characters/],
  [['add', 'fay', 'Fay', '--passcode', 'aaaaaaaaaaaa'], /different characters/],
  [['add', 'fay', 'Fay', '--passcode', 'abcdefgh'.repeat(26)], /at most 200 characters/],
  [['reset', 'sue', '--passcode', 'short'], /at least 8 characters/],
  [['disable', 'nobody'], /There is no agent "nobody".*list/],
  [['reset', 'nobody'], /There is no agent "nobody"/],
  [['add', 'fay'], /missing required argument 'name'/],
  [['promote', 'fay'], /unknown command 'promote'/],
])('%j is refused with what to do', async (words, message) => {
  const { status, out, err } = await agents(words);
  expect(status).toBe(1);
  expect(out).toBe('');
  expect(err).toMatch(message);
  expect(err).not.toMatch(/\bat \S+:\d+/);
});

test.each([
  [{ AUTH_TOKEN: '' }, /AUTH_TOKEN is missing/],
  [{ AUTH_TOKEN: 'wrong-token' }, /refuses ACCOUNT_SID with AUTH_TOKEN/],
  [{ SYNC_SERVICE_SID: `IS${'0'.repeat(32)}` }, /SYNC_SERVICE_SID names no Sync service/],
  [{ EMULATOR_TWILIO_PORT: '9' }, /Twilio cannot be reached \(ECONNREFUSED\)/],
])('with %j it says what is wrong', async (changes, message) => {
  const { status, out, err } = await agents(['list'], changes);
  expect([status, out]).toEqual([1, '']);
  expect(err).toMatch(message);
  expect(err).not.toContain(ready.authToken);
});
