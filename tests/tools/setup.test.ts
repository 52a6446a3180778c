import { statSync } from 'node:fs';
import { join } from 'node:path';
import { LocalAccount } from '../support/tools/local-account.ts';
import { isChange, type Request } from '../support/tools/crashing-client.ts';

const OLD = {
  voiceUrl: 'https://old.example/voice',
  voiceMethod: 'GET',
  voiceFallbackUrl: 'https://old.example/fallback',
  voiceFallbackMethod: 'POST',
  statusCallback: 'https://old.example/status',
  statusCallbackMethod: 'GET',
};

/** Twilio asks again when a Function dies. */
const AGAIN = '#rc=3&rp=ct,rt,4xx,5xx&rt=7000';

let account: LocalAccount;
beforeAll(async () => {
  account = await LocalAccount.start();
});
afterAll(() => account.stop());

afterEach(() => account.empty());

const setup = (...args: string[]) => account.run('setup', '--yes', '--dist', account.dist, ...args);

async function pointNumberElsewhere(): Promise<void> {
  const { number } = await account.inventory();
  await account.client.incomingPhoneNumbers(number.sid).update(OLD);
}

test('from nothing: makes all, keeps secrets in .env, and a second run changes nothing', async () => {
  const first = await setup('--agent', 'ana:Ana', '--agent', 'ben:Ben');
  expect(first).toMatchObject({ code: 0 });
  const { counts, services, applications, number } = await account.inventory();
  expect(counts).toEqual([1, 1, 1, 1]);
  expect(services[0]).toMatchObject({ aclEnabled: true });
  const domain = /https:\/\/([\w-]+\.twil\.io)\/index\.html/.exec(first.output)?.[1];
  expect(applications[0]).toMatchObject({
    voiceUrl: `https://${domain}/voice/rejoin${AGAIN}`,
    statusCallback: `https://${domain}/voice/rejoin-status${AGAIN}`,
  });
  expect(number).toMatchObject({
    voiceUrl: `https://${domain}/voice/incoming${AGAIN}`,
    statusCallback: `https://${domain}/voice/call-status${AGAIN}`,
    voiceFallbackUrl: `https://${domain}/fallback.xml`,
    voiceFallbackMethod: 'GET',
  });
  expect(first.output).toContain(number.phoneNumber);
  expectSecretsKept(first.output);

  const before = account.env();
  const second = await setup();
  expect(second).toMatchObject({ code: 0 });
  expect(second.output).toContain('nothing was changed');
  expect(account.env()).toBe(before);
  expect((await account.inventory()).counts).toEqual([1, 1, 1, 1]);
}, 60_000);

/** In `.env` alone, which only its owner can read. */
function expectSecretsKept(output: string): void {
  expect(statSync(join(account.folder, '.env')).mode & 0o777).toBe(0o600);
  const secrets = [...account.env().matchAll(/^(?:AUTH_TOKEN|API_KEY_SECRET|SESSION_SECRET)=(.+)$/gm)];
  expect(secrets).toHaveLength(3);
  for (const [, secret = ''] of secrets) expect(output).not.toContain(secret);
}

test('a dry run changes nothing', async () => {
  const { code, output } = await setup('--dry-run');
  expect(code).toBe(0);
  expect(output).toContain('would make a Sync service');
  expect((await account.inventory()).counts).toEqual([0, 0, 0, 0]);
  expect(() => account.env()).toThrow('ENOENT');
});

test('wrong credentials: says so, ends with 1 and changes nothing', async () => {
  const environment = { AUTH_TOKEN: 'wrong-token-that-stays-a-secret' };
  const ran = await account.runWith('setup', ['--yes', '--dist', account.dist], { environment });
  expect(ran.code).toBe(1);
  expect(ran.output).toContain('Twilio refused');
  expect(ran.output).not.toContain(environment.AUTH_TOKEN);
  expect((await account.inventory()).counts).toEqual([0, 0, 0, 0]);
  expect(() => account.env()).toThrow('ENOENT');
});

test('every command says in words that a text is no account SID', async () => {
  const environment = { ACCOUNT_SID: account.twilio.authToken };
  for (const tool of ['setup', 'doctor', 'teardown'] as const) {
    const ran = await account.runWith(tool, tool === 'setup' ? ['--yes', '--dist', account.dist] : [], {
      environment,
    });
    expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('The account SID is not one') });
  }
});

test.each([
  [['--buy', 'us', '--area-code', '4l5'], /area-code.*digits alone/],
  [['--buy', 'USA'], /buy.*two letters/],
  [['--agent', 'ana ito:Ana'], /agent.*letters, digits and underscore/],
])('%j cannot be meant, and is refused before anything is made', async (flags, words) => {
  const refused = await setup(...flags);
  expect(refused).toMatchObject({ code: 1, errors: expect.stringMatching(words) });
  expect((await account.inventory()).counts).toEqual([0, 0, 0, 0]);
});

test('without credentials: says where they belong', async () => {
  const environment = { ACCOUNT_SID: '', AUTH_TOKEN: '' };
  const ran = await account.runWith('setup', ['--yes', '--dist', account.dist], { environment });
  expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('.env') });
});

test('with an API key instead of the auth token, the key signs the tokens too', async () => {
  const key = await account.client.newKeys.create({ friendlyName: 'given' });
  const environment = { AUTH_TOKEN: '', API_KEY_SID: key.sid, API_KEY_SECRET: key.secret };
  const args = ['--yes', '--dist', account.dist, '--agent', 'ana:Ana'];
  expect(await account.runWith('setup', args, { environment })).toMatchObject({ code: 0 });
  expect(account.env()).toContain(`API_KEY_SID=${key.sid}`);
  expect(account.env()).not.toContain('AUTH_TOKEN');
  expect((await account.inventory()).counts).toEqual([1, 1, 1, 1]);
  const withKey = { environment: { AUTH_TOKEN: '' } };
  expect(await account.runWith('doctor', ['--dist', account.dist], withKey)).toMatchObject({ code: 0 });
  const listed = await account.runWith('agents', ['list'], withKey);
  expect(listed).toMatchObject({ code: 0, output: expect.stringContaining('ana') });
}, 60_000);

test('a number in use is taken only by name, and teardown puts its webhooks back', async () => {
  await pointNumberElsewhere();
  const refused = await setup();
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('--number') });
  const { number } = await account.inventory();
  expect(number).toMatchObject(OLD);

  expect(await setup('--number', number.phoneNumber)).toMatchObject({ code: 0 });
  // Repeated, it must not take its own webhooks for the old ones.
  expect(await setup('--number', number.phoneNumber)).toMatchObject({ code: 0 });
  expect((await account.inventory()).number.voiceUrl).toMatch(/twil\.io\/voice\/incoming#/);
  // A developer's tunnel is not where the number was before either.
  const tunnel = { voiceUrl: 'https://tunnel.example/voice/incoming' };
  await account.client.incomingPhoneNumbers(number.sid).update(tunnel);
  expect(await setup('--number', number.phoneNumber)).toMatchObject({ code: 0 });

  expect(await account.run('teardown', '--yes')).toMatchObject({ code: 0 });
  const after = await account.inventory();
  expect(after.number).toMatchObject(OLD);
  expect(after.counts).toEqual([0, 0, 0, 0]);
  expect(account.env()).toMatch(/^API_KEY_SECRET=$/m);
  expect(await account.run('teardown', '--yes')).toMatchObject({
    code: 0,
    output: expect.stringContaining('nothing of ours'),
  });
}, 60_000);

test('buys a number when told to, and only one though interrupted right after', async () => {
  await pointNumberElsewhere();
  const args = ['--yes', '--dist', account.dist, '--buy', 'us', '--area-code', '415'];
  const killAfter = ({ method, uri }: Request) =>
    isChange({ method, uri }) && uri.endsWith('/IncomingPhoneNumbers.json');
  expect(await account.runWith('setup', args, { killAfter })).toMatchObject({ code: null });
  expect(await setup('--buy', 'us', '--area-code', '415')).toMatchObject({ code: 0 });
  const numbers = await account.client.incomingPhoneNumbers.list();
  expect(numbers).toHaveLength(2);
  expect(numbers[1]?.voiceUrl).toMatch(/twil\.io\/voice\/incoming#/);
  expect(await account.run('teardown', '--yes', '--release-numbers')).toMatchObject({ code: 0 });
  expect(await account.client.incomingPhoneNumbers.list()).toHaveLength(1);
}, 60_000);

test('keeps what others have on the account', async () => {
  const theirs = await account.client.sync.v1.services.create({ friendlyName: 'theirs' });
  await account.client.applications.create({ friendlyName: 'warm-transfer of theirs' });
  await account.client.newKeys.create({ friendlyName: 'warm-transfer of theirs' });
  await setup();
  await account.run('teardown', '--yes');
  const { counts, services } = await account.inventory();
  expect(counts).toEqual([1, 1, 1, 0]);
  expect(services[0]).toMatchObject({ sid: theirs.sid });
}, 60_000);
