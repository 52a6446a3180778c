import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Control } from '../support/control.ts';
import { LocalAccount } from '../support/local-account.ts';

const OLD = {
  voiceUrl: 'https://old.example/voice',
  voiceMethod: 'GET',
  voiceFallbackUrl: 'https://old.example/fallback',
  voiceFallbackMethod: 'POST',
  statusCallback: 'https://old.example/status',
  statusCallbackMethod: 'GET',
};

let account: LocalAccount;
let control: Control;
beforeAll(async () => {
  account = await LocalAccount.start();
  control = new Control(`http://127.0.0.1:${account.twilio.twilioPort}`);
});
afterAll(() => account.stop());

/** The account as it was, with one number that goes nowhere. */
afterEach(async () => {
  await account.run('teardown', '--yes', '--release-numbers');
  await account.forgetAll();
  const { client } = account;
  for (const { sid } of await client.sync.v1.services.list()) await client.sync.v1.services(sid).remove();
  for (const { sid } of await client.applications.list()) await client.applications(sid).remove();
  for (const { sid } of await client.keys.list()) await client.keys(sid).remove();
  const { number } = await inventory();
  await client.incomingPhoneNumbers(number.sid).update({ voiceUrl: '' });
});

const setup = (...args: string[]) => account.run('setup', '--yes', '--dist', account.dist, ...args);

/** Everything on the account that setup makes, counted. */
async function inventory() {
  const { client } = account;
  const [services, keys, applications, serverless, numbers] = await Promise.all([
    client.sync.v1.services.list(),
    client.keys.list(),
    client.applications.list(),
    client.serverless.v1.services.list(),
    client.incomingPhoneNumbers.list(),
  ]);
  const counts = [services, keys, applications, serverless].map(({ length }) => length);
  return { counts, services, applications, serverless, number: numbers[0]! };
}

async function pointNumberElsewhere(): Promise<void> {
  const { number } = await inventory();
  await account.client.incomingPhoneNumbers(number.sid).update(OLD);
}

test('from nothing: makes all, and a second run changes nothing', async () => {
  const first = await setup('--agent', 'ana:Ana', '--agent', 'ben:Ben');
  expect(first).toMatchObject({ code: 0 });
  const { counts, services, applications, number } = await inventory();
  expect(counts).toEqual([1, 1, 1, 1]);
  expect(services[0]).toMatchObject({ aclEnabled: true });
  const domain = /https:\/\/([\w-]+\.twil\.io)\/index\.html/.exec(first.output)?.[1];
  expect(applications[0]).toMatchObject({ voiceUrl: `https://${domain}/voice/rejoin` });
  expect(number).toMatchObject({
    voiceUrl: `https://${domain}/voice/incoming`,
    statusCallback: `https://${domain}/voice/call-status`,
    voiceFallbackUrl: `https://${domain}/fallback.xml`,
    voiceFallbackMethod: 'GET',
  });
  expect(first.output).toContain(number.phoneNumber);

  const before = account.env();
  const second = await setup();
  expect(second).toMatchObject({ code: 0 });
  expect(second.output).toContain('nothing was changed');
  expect(account.env()).toBe(before);
  expect((await inventory()).counts).toEqual([1, 1, 1, 1]);
}, 60_000);

test('keeps secrets in .env alone, which only its owner can read', async () => {
  const { output } = await setup();
  expect(statSync(join(account.folder, '.env')).mode & 0o777).toBe(0o600);
  const secrets = [...account.env().matchAll(/^(?:AUTH_TOKEN|API_KEY_SECRET|SESSION_SECRET)=(.+)$/gm)];
  expect(secrets).toHaveLength(3);
  for (const [, secret = ''] of secrets) expect(output).not.toContain(secret);
}, 60_000);

test('a dry run changes nothing', async () => {
  const { code, output } = await setup('--dry-run');
  expect(code).toBe(0);
  expect(output).toContain('would make a Sync service');
  expect((await inventory()).counts).toEqual([0, 0, 0, 0]);
  expect(() => account.env()).toThrow('ENOENT');
});

test('wrong credentials: says so, ends with 1 and changes nothing', async () => {
  const env = { AUTH_TOKEN: 'wrong-token-that-stays-a-secret' };
  const ran = await account.start('setup', ['--yes', '--dist', account.dist], { env }).ended;
  expect(ran.code).toBe(1);
  expect(ran.output).toContain('Twilio refused');
  expect(ran.output).not.toContain(env.AUTH_TOKEN);
  expect((await inventory()).counts).toEqual([0, 0, 0, 0]);
  expect(() => account.env()).toThrow('ENOENT');
});

test('without credentials: says where they belong', async () => {
  const env = { ACCOUNT_SID: '', AUTH_TOKEN: '' };
  const ran = await account.start('setup', ['--yes', '--dist', account.dist], { env }).ended;
  expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('.env') });
});

test('with an API key instead of the auth token, the key signs the tokens too', async () => {
  const key = await account.client.newKeys.create({ friendlyName: 'given' });
  const env = { AUTH_TOKEN: '', API_KEY_SID: key.sid, API_KEY_SECRET: key.secret };
  const args = ['--yes', '--dist', account.dist, '--agent', 'ana:Ana'];
  expect(await account.start('setup', args, { env }).ended).toMatchObject({ code: 0 });
  expect(account.env()).toContain(`API_KEY_SID=${key.sid}`);
  expect(account.env()).not.toContain('AUTH_TOKEN');
  expect((await inventory()).counts).toEqual([1, 1, 1, 1]);
  const doctor = account.start('doctor', ['--dist', account.dist], { env: { AUTH_TOKEN: '' } });
  expect(await doctor.ended).toMatchObject({ code: 0 });
}, 60_000);

test('a number in use is taken only when it is named, and teardown puts its webhooks back', async () => {
  await pointNumberElsewhere();
  const refused = await setup();
  expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('--number') });
  const { number } = await inventory();
  expect(number).toMatchObject(OLD);

  expect(await setup('--number', number.phoneNumber)).toMatchObject({ code: 0 });
  // Repeated, it must not take its own webhooks for the old ones.
  expect(await setup('--number', number.phoneNumber)).toMatchObject({ code: 0 });
  expect((await inventory()).number.voiceUrl).toMatch(/twil\.io\/voice\/incoming$/);

  expect(await account.run('teardown', '--yes')).toMatchObject({ code: 0 });
  const after = await inventory();
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
  const kill = (output: string, end: () => void): void => void (output.includes('bought') && end());
  const args = ['--yes', '--dist', account.dist, '--buy', 'us', '--area-code', '415'];
  await account.start('setup', args, { onOutput: kill }).ended;
  expect(await setup('--buy', 'us', '--area-code', '415')).toMatchObject({ code: 0 });
  const numbers = await account.client.incomingPhoneNumbers.list();
  expect(numbers).toHaveLength(2);
  expect(numbers[1]?.voiceUrl).toMatch(/twil\.io\/voice\/incoming$/);
  expect(await account.run('teardown', '--yes', '--release-numbers')).toMatchObject({ code: 0 });
  expect(await account.client.incomingPhoneNumbers.list()).toHaveLength(1);
}, 60_000);

test('what others have on the account stays', async () => {
  const theirs = await account.client.sync.v1.services.create({ friendlyName: 'theirs' });
  await account.client.applications.create({ friendlyName: 'theirs' });
  await setup();
  await account.run('teardown', '--yes');
  const { counts, services } = await inventory();
  expect(counts).toEqual([1, 0, 1, 0]);
  expect(services[0]).toMatchObject({ sid: theirs.sid });
}, 60_000);

test('killed after every step in turn, it goes on where it was and makes nothing twice', async () => {
  await pointNumberElsewhere();
  const args = ['--yes', '--dist', account.dist, '--agent', 'ana:Ana', '--number', '+15550100100'];
  let kills = 0;
  for (; kills < 20; kills += 1) {
    // Killed at the first line about something new.
    const onOutput = (output: string, kill: () => void): void => void (/^\+ /m.test(output) && kill());
    const { code } = await account.start('setup', args, { onOutput }).ended;
    if (code === 0) break;
  }
  expect(kills).toBeGreaterThanOrEqual(8);
  expect(await setup()).toMatchObject({ code: 0, output: expect.stringContaining('nothing was changed') });
  expect((await inventory()).counts).toEqual([1, 1, 1, 1]);
  await account.run('teardown', '--yes');
  expect((await inventory()).number).toMatchObject(OLD);
}, 120_000);

test('Twilio does each thing but its answer is lost: the next run goes on and makes nothing twice', async () => {
  const losses = [
    ['Sync service', 'sync', 'POST /v1/Services$'],
    ['Sync objects', 'sync', 'POST /v1/Services/IS\\w+/Maps$'],
    ['API key', 'rest', 'POST .*/Keys.json'],
    ['TwiML application', 'rest', 'POST .*/Applications.json'],
    ['Agents', 'sync', 'POST .*/Maps/agents/Items'],
    ['Deployment', 'rest', 'POST .*/Deployments'],
    ["Application's URL", 'rest', 'POST .*/Applications/AP'],
    ["Number's webhooks", 'rest', 'POST .*/IncomingPhoneNumbers/PN'],
  ] as const;
  for (const [step, at, match] of losses) {
    const action = { do: 'answer', status: 500, after: true };
    await control.setFaults([{ at, match, action, times: 1 }]);
    const failed = await setup('--agent', 'ana:Ana');
    expect(failed).toMatchObject({ code: 1, output: expect.stringContaining(`${step}: `) });
  }
  expect(await setup('--agent', 'ana:Ana')).toMatchObject({ code: 0 });
  // The first key's secret was in the answer that was lost, so there had to be a second one.
  expect((await inventory()).counts).toEqual([1, 2, 1, 1]);
}, 60_000);
