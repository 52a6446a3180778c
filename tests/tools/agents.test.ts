import type { Account } from '../../src/auth/account.ts';
import { isPassword } from '../../src/auth/passwords.ts';
import type { Agent } from '../../src/core/model/agent.ts';
import { ensureSyncObjects } from '../../delivery/sync-objects.ts';
import { LocalAccount, type Ran } from '../support/tools/local-account.ts';

let account: LocalAccount;
let service: string;

beforeAll(async () => {
  account = await LocalAccount.start();
  service = (await account.client.sync.v1.services.create({ aclEnabled: true })).sid;
  await ensureSyncObjects(account.client, service);
});
afterAll(() => account.stop());

const itemAt = (map: string, key: string) =>
  account.client.sync.v1.services(service).syncMaps(map).syncMapItems(key);

async function itemOf<T>(map: string, key: string): Promise<T | undefined> {
  const found = await itemAt(map, key)
    .fetch()
    .catch(() => undefined);
  return found?.data as T | undefined;
}

/** Runs `npm run agents -- <words>`. */
async function agents(
  words: readonly string[],
  changes: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Pick<Ran, 'code' | 'errors'> & { readonly out: string }> {
  const environment = { SYNC_SERVICE_SID: service, ...changes };
  const { code, output, errors } = await account.runWith('agents', words, { environment, input });
  return { code, out: output.replace(errors, ''), errors };
}

test('add makes an account, prints its passcode once, and leaves an existing one', async () => {
  const { code, out, errors } = await agents(['add', 'ana', 'Ana Ito']);
  expect([code, errors]).toEqual([0, '']);
  const passcode = /^ana is added\. Passcode: (\S{12})\n$/.exec(out)?.[1] ?? '';
  const stored = await itemOf<Account>('accounts', 'ana');
  expect(stored).toMatchObject({ id: 'ana', name: 'Ana Ito', role: 'agent', disabled: false });
  expect(await isPassword(passcode, stored?.hash)).toBe(true);
  expect(await itemOf<Agent>('agents', 'ana')).toMatchObject({ presence: 'offline', name: 'Ana Ito' });

  const again = await agents(['add', 'ana', 'Another', '--supervisor', '--passcode', 'tall-kettle-rides']);
  expect(again).toEqual({ code: 0, out: 'ana is there already; nothing was changed.\n', errors: '' });
  expect(await itemOf('accounts', 'ana')).toEqual(stored);
});

test('list shows who may sign in, and no secret', async () => {
  await agents(['add', 'sue', 'Sue', '--supervisor', '--passcode', 'tall-kettle-rides']);
  const { out } = await agents(['list']);
  expect(out.split('\n')).toEqual(
    expect.arrayContaining(['ana\tAna Ito\tagent\tenabled', 'sue\tSue\tsupervisor\tenabled']),
  );
  expect(out).not.toContain('scrypt');
});

test('a chosen passcode is not repeated', async () => {
  const added = await agents(['add', 'ben', 'Ben', '--passcode', 'blue-kettle-rides']);
  const reset = await agents(['reset', 'ben', '--passcode', 'grey-kettle-rides']);
  expect(added.out + added.errors + reset.out + reset.errors).not.toMatch(/(blue|grey)-kettle-rides/);
  const stored = await itemOf<Account>('accounts', 'ben');
  expect(await isPassword('grey-kettle-rides', stored?.hash)).toBe(true);
});

test('a passcode is read from the standard input, where no list of processes shows it', async () => {
  const { code, out } = await agents(['add', 'gil', 'Gil', '--passcode', '-'], {}, 'green kettle rides\n');
  expect([code, out]).toEqual([0, 'gil is added.\n']);
  expect(await isPassword('green kettle rides', (await itemOf<Account>('accounts', 'gil'))?.hash)).toBe(true);
  const empty = await agents(['reset', 'gil', '--passcode', '-']);
  expect([empty.code, empty.errors]).toEqual([1, expect.stringContaining('at least 12 characters')]);
});

test('a second factor is asked for from now on, until it is taken off', async () => {
  await agents(['add', 'hal', 'Hal']);
  const { out } = await agents(['second-factor', 'hal']);
  const { secret: key } = (await itemOf<Account>('accounts', 'hal'))?.authenticator ?? {};
  expect(out).toContain(`The key, for an authenticator app: ${key}\n`);
  expect(out).toContain(`otpauth://totp/warm-transfer%3Ahal?secret=${key}`);
  await agents(['second-factor', 'hal', '--off']);
  expect((await itemOf<Account>('accounts', 'hal'))?.authenticator).toBeUndefined();
});

test('disable, enable and reset end the sessions, and may be repeated', async () => {
  await agents(['add', 'chika', 'Chika']);
  const epoch = async () => (await itemOf<Account>('accounts', 'chika'))?.epoch;
  const epochs = new Set([await epoch()]);
  for (const words of [['disable'], ['disable'], ['enable'], ['reset']]) {
    const { code, out } = await agents([...words, 'chika']);
    expect(code).toBe(0);
    expect(out).toContain('signed out everywhere within a minute.');
    epochs.add(await epoch());
  }
  expect(epochs.size).toBe(5);
  await agents(['disable', 'chika']);
  expect(await itemOf<Account>('accounts', 'chika')).toMatchObject({ disabled: true });
  expect((await agents(['list'])).out).toContain('chika\tChika\tagent\tdisabled');
});

test('disable takes an available agent out of the queue', async () => {
  await agents(['add', 'dana', 'Dana']);
  const agent = await itemOf<Agent>('agents', 'dana');
  await itemAt('agents', 'dana').update({ data: { ...agent, presence: 'available' } });
  await agents(['disable', 'dana']);
  expect(await itemOf<Agent>('agents', 'dana')).toMatchObject({ presence: 'offline' });
});

test('remove takes account and presence away, and may be repeated', async () => {
  await agents(['add', 'eve', 'Eve']);
  for (let once = 0; once < 2; once++) {
    expect(await agents(['remove', 'eve'])).toMatchObject({ code: 0, errors: '' });
  }
  expect(await itemOf('accounts', 'eve')).toBeUndefined();
  expect(await itemOf('agents', 'eve')).toBeUndefined();
});

test.each([
  [['add', 'ana@example.com', 'Ana'], /letters, digits and underscore/],
  [['add', 'f'.repeat(33), 'Fay'], /at most 32/],
  [['add', 'fay', ' '], /will not do as a name/],
  [['add', 'fay', 'F'.repeat(41)], /1 to 40 characters/],
  [['add', 'fay', 'F\u0007y'], /that can be read/],
  [['add', 'fay', 'Fay', '--passcode', 'short'], /at least 12 characters/],
  [['add', 'fay', 'Fay', '--passcode', 'aaaaaaaaaaaa'], /different characters/],
  [['add', 'fay', 'Fay', '--passcode', 'password1234'], /guessed soon/],
  [['add', 'fay', 'Fay', '--passcode', 'abcdefgh'.repeat(26)], /at most 200 characters/],
  [['reset', 'sue', '--passcode', 'short'], /at least 12 characters/],
  [['disable', 'nobody'], /There is no agent "nobody".*list/],
  [['reset', 'nobody'], /There is no agent "nobody"/],
  [['add', 'fay'], /missing required argument 'name'/],
  [['promote', 'fay'], /unknown command 'promote'/],
])('%j is refused with what to do', async (words, message) => {
  const { code, out, errors } = await agents(words);
  expect(code).toBe(1);
  expect(out).toBe('');
  expect(errors).toMatch(message);
  expect(errors).not.toMatch(/\bat \S+:\d+/);
});

test('an API key does instead of the auth token', async () => {
  const { sid, secret } = await account.client.newKeys.create({ friendlyName: 'given' });
  const key = { AUTH_TOKEN: '', API_KEY_SID: sid, API_KEY_SECRET: secret };
  expect(await agents(['add', 'kim', 'Kim'], key)).toMatchObject({ code: 0 });
  expect(await agents(['disable', 'kim'], key)).toMatchObject({ code: 0 });
  expect(await agents(['remove', 'kim'], key)).toMatchObject({ code: 0, errors: '' });
});

test('help says what can be done', async () => {
  const { code, out } = await agents(['--help']);
  expect(code).toBe(0);
  for (const word of ['add', 'list', 'disable', 'enable', 'reset', 'remove']) expect(out).toContain(word);
});

test('as a process of its own: prints what is there, and one line for an error', async () => {
  const listed = await account.start('agents', ['list'], { SYNC_SERVICE_SID: service }).ended;
  expect(listed).toMatchObject({ code: 0, output: expect.stringContaining('ana\tAna Ito'), errors: '' });
  const refused = await account.start('agents', ['reset', 'nobody'], { SYNC_SERVICE_SID: service }).ended;
  expect([refused.code, refused.errors.split('\n')]).toEqual([1, [expect.stringContaining('no agent'), '']]);
});

test.each([
  [{ AUTH_TOKEN: '' }, /AUTH_TOKEN \(or API_KEY_SID and API_KEY_SECRET\) is missing/],
  [{ AUTH_TOKEN: 'wrong-token' }, /refuses ACCOUNT_SID with AUTH_TOKEN or the API key/],
  [{ SYNC_SERVICE_SID: `IS${'0'.repeat(32)}` }, /SYNC_SERVICE_SID names no Sync service/],
])('with %j it says what is wrong', async (changes, message) => {
  const { code, out, errors } = await agents(['list'], changes);
  expect([code, out]).toEqual([1, '']);
  expect(errors).toMatch(message);
  expect(errors).not.toContain(account.twilio.authToken);
});

test('without a connection it says so', async () => {
  const port = process.env['EMULATOR_TWILIO_PORT'];
  process.env['EMULATOR_TWILIO_PORT'] = '9';
  expect((await agents(['list'])).errors).toMatch(/Twilio cannot be reached \(ECONNREFUSED\)/);
  process.env['EMULATOR_TWILIO_PORT'] = port;
});

test.each(['export', 'forget'] as const)(
  '%s names what is wrong with a number, and finds nothing of one',
  async (tool) => {
    const environment = { SYNC_SERVICE_SID: service };
    const wrong = await account.runWith(tool, ['0155 50100'], { environment });
    expect([wrong.code, wrong.errors]).toEqual([1, expect.stringContaining('with + and the country')]);
    const { code, output } = await account.runWith(tool, ['+15550100199'], { environment });
    expect(code).toBe(0);
    expect(output).toMatch(tool === 'forget' ? /Nothing is kept about this number/ : /"calls": \[\]/);
  },
);
