import { cp, readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import twilio from 'twilio';
import type { Patient } from '../../tools/doctor/check.ts';
import { geographyOf } from '../../tools/doctor/checks/account.ts';
import { conferenceList } from '../../tools/doctor/checks/news.ts';
import type { Control } from '../../harness/control.ts';
import type { LocalAccount } from '../support/tools/local-account.ts';
import { ProvisionedAccount } from '../support/tools/provisioned-account.ts';

let provisioned: ProvisionedAccount;
let account: LocalAccount;
let control: Control;
beforeAll(async () => {
  provisioned = await ProvisionedAccount.start();
  ({ account, control } = provisioned);
}, 60_000);
afterAll(() => account.stop());

async function expectFault(name: string, problem: RegExp, mend: RegExp): Promise<void> {
  const { code, bad, output } = await provisioned.examine();
  expect({ code, problem: bad.find((finding) => finding.name === name)?.problem ?? bad }).toEqual({
    code: 1,
    problem: expect.stringMatching(problem),
  });
  expect(bad.find((finding) => finding.name === name)?.mend).toMatch(mend);
  for (const secret of ['AUTH_TOKEN', 'API_KEY_SECRET', 'SESSION_SECRET']) {
    expect(output).not.toContain(provisioned.variable(secret));
  }
}

const numberSid = async () => (await account.client.incomingPhoneNumbers.list())[0]!.sid;

async function environmentOf() {
  const [service] = await account.client.serverless.v1.services.list();
  const one = account.client.serverless.v1.services(service!.sid);
  const [environment] = await one.environments.list();
  return one.environments(environment!.sid);
}

test('all is well after setup, in words and as JSON', async () => {
  expect(await account.run('doctor', '--live', '--dist', account.dist)).toMatchObject({ code: 0 });
  expect(await provisioned.examine('--live')).toMatchObject({ code: 0, bad: [] });
});

test('before setup it says what is missing, and that setup makes it', async () => {
  await account.writeEnv(provisioned.env.replace(/^(?!ACCOUNT_SID|AUTH_TOKEN).*$/gm, ''));
  const { bad } = await provisioned.examine('--live');
  expect(bad.length).toBeGreaterThan(5);
  for (const { problem, mend } of bad) {
    expect(problem).not.toMatch(/could not be checked/);
    expect(mend).toBe('npm run setup');
  }
  await account.writeEnv(provisioned.env);
});

describe('each planted fault is found, and setup or deploy mends what it says it mends', () => {
  afterEach(async () => {
    await account.writeEnv(provisioned.env);
    expect(await provisioned.setUp()).toMatchObject({ code: 0 });
  }, 30_000);

  test('wrong credentials', async () => {
    const token = provisioned.variable('AUTH_TOKEN');
    await account.writeEnv(provisioned.env.replace(token, token.replace(/^.{5}/, 'wrong')));
    await expectFault('Credentials', /refused/, /\.env/);
  });

  test('no credentials', async () => {
    await account.writeEnv(provisioned.env.replace(/^(ACCOUNT_SID|AUTH_TOKEN|API_KEY_SID)=.*$/gm, '$1='));
    const nothing = { environment: { ACCOUNT_SID: '', AUTH_TOKEN: '' } };
    const { code, output } = await account.runWith('doctor', ['--dist', account.dist], nothing);
    expect([code, output]).toEqual([1, expect.stringMatching(/Credentials .*none\n.*npm run setup/)]);
  });

  test.each(['suspended', 'closed'] as const)('an account that is %s', async (status) => {
    await control.setStanding({ status, type: 'Full' });
    await expectFault('Calls at once', new RegExp(`account is ${status}`), /console\.twilio\.com/);
    await control.setStanding({ status: 'active', type: 'Full' });
  });

  test('an account that may not even be asked, because it is suspended', async () => {
    const action = { do: 'answer', status: 403, code: 20005 };
    await control.setFaults([{ at: 'rest', match: 'GET .*/Accounts/AC\\w+.json', action }]);
    await expectFault('Credentials', /suspended or closed/, /\.env/);
    await control.setFaults([]);
  });

  test('no key', async () => {
    await account.writeEnv(provisioned.env.replace(/^API_KEY_SECRET=.*$/m, 'API_KEY_SECRET='));
    await expectFault('API key', /API_KEY_SECRET is missing/, /npm run setup/);
    await account.writeEnv(provisioned.env);
  });

  test('a key with another secret', async () => {
    const secret = provisioned.variable('API_KEY_SECRET');
    await account.writeEnv(provisioned.env.replace(secret, 'x'.repeat(32)));
    await expectFault('API key', /not its secret/, /API_KEY_SECRET/);
  });

  test('a restricted key', async () => {
    const policy = { allow: ['/twilio/voice/calls/read'] };
    const key = account.client.iam.v1.apiKey(provisioned.variable('API_KEY_SID'));
    await key.update({ policy });
    await expectFault('API key', /restricted/, /npm run setup/);
    await key.update({ policy: {} });
  });

  test('access control switched off', async () => {
    await provisioned.sync().update({ aclEnabled: false });
    await expectFault('Sync service', /Access control .* off/, /npm run setup/);
  });

  test.each([
    ['SYNC_SERVICE_SID', 'Sync service', /no Sync service IS0/],
    ['TWIML_APP_SID', 'TwiML application', /no TwiML application AP0/],
  ])('a %s that the account does not have', async (name, check, problem) => {
    const sid = provisioned.variable(name);
    await account.writeEnv(provisioned.env.replace(sid, sid.slice(0, 2) + '0'.repeat(32)));
    await expectFault(check, problem, /npm run setup/);
  });

  test('a number that the account has no longer', async () => {
    const record = join(account.folder, '.warm-transfer.json');
    const known = await readFile(record, 'utf8');
    await writeFile(record, known.replaceAll(/PN[0-9a-f]{32}/g, `PN${'0'.repeat(32)}`));
    await expectFault('Phone number', /has it no longer/, /npm run setup/);
    await writeFile(record, known);
  });

  test('a shared map that is gone', async () => {
    await provisioned.sync().syncMaps('waiting').remove();
    await expectFault('Sync objects', /missing/, /npm run setup/);
  });

  test('an application that leads elsewhere', async () => {
    await account.client
      .applications(provisioned.variable('TWIML_APP_SID'))
      .update({ voiceUrl: 'https://x.example' });
    await expectFault('TwiML application', /rejoin/, /npm run setup/);
  });

  test.each([
    ['voiceUrl', { voiceUrl: 'https://x.example' }],
    ['statusCallback', { statusCallback: '' }],
    ['voiceUrl', { voiceUrl: 'https://x.example/voice/incoming' }],
    ['voiceFallbackUrl', { voiceFallbackMethod: 'POST' }],
    ['voiceApplicationSid', { voiceApplicationSid: `AP${'0'.repeat(32)}` }],
  ])('a number whose %s is wrong', async (name, change) => {
    await account.client.incomingPhoneNumbers(await numberSid()).update(change);
    await expectFault('Phone number', new RegExp(name), /npm run setup/);
  });

  test('another build than here', async () => {
    const file = join(account.dist, 'assets/build.json');
    const built = await readFile(file, 'utf8');
    await writeFile(file, JSON.stringify({ id: 'newer' }));
    await expectFault('Deployed build', /the build here is newer/, /npm run deploy/);
    await writeFile(file, built);
  });

  test('a Function that is not protected', async () => {
    const open = join(account.folder, 'open');
    await cp(account.dist, open, { recursive: true });
    const voice = join(open, 'functions/voice');
    await rename(join(voice, 'after-room.protected.js'), join(voice, 'after-room.js'));
    expect(await account.run('deploy', '--dist', open)).toMatchObject({ code: 0 });
    await expectFault('Protected Functions', /answer anybody: \/voice\/after-room \(200\)/, /npm run deploy/);
    expect(await account.run('deploy', '--dist', account.dist)).toMatchObject({ code: 0 });
  });

  test('a token that grants another application', async () => {
    const variables = await (await environmentOf()).variables.list();
    const application = variables.find(({ key }) => key === 'TWIML_APP_SID')!;
    const value = `AP${'0'.repeat(32)}`;
    await (await environmentOf()).variables(application.sid).update({ value });
    await expectFault('Access token', /Wrong in the token: TwiML application/, /npm run deploy/);
  });

  test('a variable that differs, and a token that is signed by another key for it', async () => {
    const variables = await (await environmentOf()).variables.list();
    const secret = variables.find(({ key }) => key === 'API_KEY_SECRET')!;
    await (await environmentOf()).variables(secret.sid).update({ value: 'y'.repeat(32) });
    await expectFault('Environment', /API_KEY_SECRET/, /npm run deploy/);
    await expectFault('Access token', /signed by another key/, /npm run deploy/);
  });

  test('a setting of the deployment that the product would not use', async () => {
    const { variables } = await environmentOf();
    const wrong = await variables.create({ key: 'RING_SECONDS', value: '20s' });
    await expectFault('Settings', /In the deployment RING_SECONDS/, /npm run deploy/);
    await (await environmentOf()).variables(wrong.sid).remove();
  });

  test('a build with another handler than is written here', async () => {
    const [service] = await account.client.serverless.v1.services.list();
    const { builds, environments } = account.client.serverless.v1.services(service!.sid);
    const [environment] = await environments.list();
    const { functionVersions, assetVersions } = await builds(environment!.buildSid).fetch();
    const sids = (versions: unknown) => (versions as { sid: string }[]).map(({ sid }) => sid);
    const older = await builds.create({
      functionVersions: sids(functionVersions),
      assetVersions: sids(assetVersions),
      dependencies: JSON.stringify([{ name: '@twilio/runtime-handler', version: '1.3.1' }]),
      runtime: 'node20',
    });
    await environments(environment!.sid).deployments.create({ buildSid: older.sid });
    await expectFault(
      'Runtime handler',
      /1\.3\.1 on node20 is deployed, 2\.0\.1 on node22/,
      /npm run deploy/,
    );
    expect(await account.run('deploy', '--dist', account.dist)).toMatchObject({ code: 0 });
  });

  test('an environment that has grown too large', async () => {
    const { variables } = await environmentOf();
    const large = await variables.create({ key: 'LARGE', value: 'x'.repeat(3000) });
    await expectFault('Environment', /more than 3072/, /remove variables/);
    await (await environmentOf()).variables(large.sid).remove();
  });

  test('nobody who can sign in', async () => {
    expect(await account.run('agents', 'disable', 'ana')).toMatchObject({ code: 0 });
    await expectFault('Access token', /No agent/, /npm run agents/);
    await account.run('agents', 'enable', 'ana');
  });

  test('an account without an approved profile', async () => {
    const [profile] = await account.client.trusthub.v1.customerProfiles.list();
    const one = account.client.trusthub.v1.customerProfiles(profile!.sid);
    await one.update({ status: 'draft' });
    await control.setStanding({ status: 'active', type: 'Full', opened: RECENT });
    await expectFault('Calls at once', /two legs/, /console\.twilio\.com/);
    await control.setStanding({ status: 'active', type: 'Full' });
    await one.update({ status: 'twilio-approved' });
  });
});

interface Standing {
  readonly type: 'Full' | 'Trial';
  readonly profile?: 'none' | 'individual' | 'business';
  readonly opened?: string;
}

const RECENT = '2026-03-01T00:00:00Z';
const OLD = '2025-03-01T00:00:00Z';

test.each<[Standing, number, RegExp]>([
  [{ type: 'Trial' }, 0, /warn Calls at once .*five legs.*verified numbers.*573002.*30 days\n.*-> .*upgrade/],
  [{ type: 'Full', profile: 'business' }, 0, /ok {3}Calls at once .*Business profile/],
  [{ type: 'Full', profile: 'individual', opened: RECENT }, 0, /warn Calls at once .*three legs.*time\n.*->/],
  [{ type: 'Full', profile: 'individual', opened: OLD }, 0, /three legs.*unless the account was upgraded/],
  [{ type: 'Full', profile: 'none', opened: RECENT }, 1, /bad {2}Calls at once .*two legs.*three\n.*->/],
  [{ type: 'Full', profile: 'none', opened: OLD }, 0, /warn Calls at once .*two legs.*unless the account/],
])('an account %j is told how many calls it can have at once', async (standing, exit, words) => {
  await control.setStanding({ status: 'active', ...standing });
  const { code, output } = await account.run('doctor', '--dist', account.dist);
  expect([code, output]).toEqual([exit, expect.stringMatching(words)]);
  await control.setStanding({ status: 'active', type: 'Full' });
});

test.each<[Standing, RegExp]>([
  [{ type: 'Trial' }, /trial account.*verified numbers.*\n.*upgrade/],
  [{ type: 'Full', profile: 'individual' }, /Individual profile: three legs.*\n.*Business profile/],
  [{ type: 'Full', profile: 'none', opened: RECENT }, /No approved profile: two legs.*\n.*Business profile/],
])('setup says what an account %j is not good for, and goes on', async (standing, words) => {
  await control.setStanding({ status: 'active', ...standing });
  const { code, output } = await provisioned.setUp();
  expect([code, output]).toEqual([0, expect.stringMatching(words)]);
  await control.setStanding({ status: 'active', type: 'Full' });
});

test('setup has nothing to say of an account with a Business profile', async () => {
  await control.setStanding({ status: 'active', type: 'Full', profile: 'business' });
  expect((await provisioned.setUp()).output).not.toContain('legs');
});

test('outside numbers are called only where the account allows it', async () => {
  const { client } = account;
  const patient = { client } as Patient;
  const directory = [
    { id: 'home', name: 'Night desk', number: '+15550100999' },
    { id: 'uk', name: 'London', number: '+442079460000' },
  ];
  expect(await geographyOf([])(patient)).toMatchObject({ ok: true });
  expect(await geographyOf(directory)(patient)).toMatchObject({
    ok: false,
    problem: 'Calls to these are not allowed: London',
    mend: expect.stringContaining('geo-permissions'),
  });
  const change = [{ iso_code: 'GB', low_risk_numbers_enabled: true }];
  await client.voice.v1.dialingPermissions.bulkCountryUpdates.create({
    updateRequest: JSON.stringify(change),
  });
  expect(await geographyOf(directory)(patient)).toMatchObject({ ok: true });
});

/** An account that answers each list of conferences with these, whatever is asked for. */
function listing(...statuses: readonly string[]): Patient {
  const { accountSid, authToken } = account.twilio;
  const body = { conferences: statuses.map((status) => ({ status })) };
  const request = () => Promise.resolve({ statusCode: 200, body, headers: {} });
  const client = twilio(accountSid, authToken, { httpClient: { request } as never });
  return { client } as Patient;
}

// https://www.twilio.com/en-us/changelog/conference-list-endpoint-rollout-extended
test.each([
  [['in-progress'], { ok: true, note: expect.stringContaining('without one none that has ended') }],
  [[], { ok: true, note: expect.stringContaining('none that has ended') }],
  [['in-progress', 'completed'], { ok: true, advice: 'docs/twilio-changes.md' }],
])('what a list of conferences with %j says of Twilio is told', async (statuses, finding) => {
  expect(await conferenceList.run(listing(...statuses))).toMatchObject(finding);
});

/** A registry of packages that has only what is newest of each. */
async function registryWith(versions: Readonly<Record<string, string>>) {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '').replace(/^\/(.*)\/latest$/, '$1');
    const version = versions[name];
    response.writeHead(version ? 200 : 404).end(JSON.stringify({ version }));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

test.each<[Readonly<Record<string, string>>, RegExp]>([
  [
    { twilio: '99.0.0', '@twilio/voice-sdk': '99.0.0', 'twilio-sync': '99.0.0', 'twilio-run': '99.0.0' },
    /twilio \S+ \(newest 99\.0\.0\).*twilio-run \S+ \(newest/,
  ],
  [{ twilio: '99.0.0' }, /could not be asked/],
])("with --newest it compares Twilio's libraries with npm's: %j", async (versions, words) => {
  const registry = await registryWith(versions);
  const environment = { npm_config_registry: registry.url };
  const args = ['--newest', '--dist', account.dist];
  const { code, output } = await account.runWith('doctor', args, { environment });
  expect([code, output]).toEqual([0, expect.stringMatching(words)]);
  registry.close();
});
