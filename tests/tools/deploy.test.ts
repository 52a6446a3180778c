import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Control } from '../../harness/control.ts';
import { LocalAccount } from '../support/tools/local-account.ts';
import { until } from '../../harness/until.ts';

const ROOT = join(__dirname, '../..');

let account: LocalAccount;
beforeAll(async () => {
  account = await LocalAccount.start();
  await account.run('setup', '--yes', '--dist', account.dist);
}, 60_000);
afterAll(() => account.stop());

/** What reached the Serverless API. */
async function deployed() {
  const [service] = await account.client.serverless.v1.services.list();
  const one = account.client.serverless.v1.services(service!.sid);
  const [environment] = await one.environments.list();
  const [functions, assets, variables] = await Promise.all([
    one.functions.list(),
    one.assets.list(),
    one.environments(environment!.sid).variables.list(),
  ]);
  const build = await one.builds(environment!.buildSid).fetch();
  const namesOf = (all: readonly { friendlyName: string }[]) => all.map(({ friendlyName }) => friendlyName);
  return {
    build,
    functions: namesOf(functions),
    assets: namesOf(assets),
    variables: variables.map(({ key }) => key),
  };
}

test('Functions, Assets and the needed variables are deployed, and nothing else', async () => {
  const { functions, assets, variables, build } = await deployed();
  expect(functions.length).toBeGreaterThan(20);
  for (const path of functions) expect(path).toMatch(/^\/(voice|api)\/[\w/-]+$/);
  expect(assets).toContain('/agent.js');
  for (const path of assets) expect(path).toMatch(/^\/[\w/-]+\.(html|css|js|json|wav|xml|svg)$/);
  expect(variables.sort()).toEqual([
    'API_KEY_SECRET',
    'API_KEY_SID',
    'SESSION_SECRET',
    'SYNC_SERVICE_SID',
    'TWIML_APP_SID',
  ]);
  const packages = (build.dependencies as { name: string }[]).map(({ name }) => name);
  expect(packages.filter((name) => !name.startsWith('@twilio'))).not.toContain('werift');
});

test('the deployed files hold no source map, nothing of this computer and no secret', () => {
  const files = readdirSync(account.dist, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const secrets = [...account.env().matchAll(/_(?:TOKEN|SECRET)=(.+)$/gm)].map(([, secret]) =>
    String(secret),
  );
  expect(secrets).toHaveLength(3);
  expect(files.length).toBeGreaterThan(40);
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), 'latin1');
    for (const forbidden of ['sourceMappingURL=', ROOT, ...secrets]) expect(text).not.toContain(forbidden);
  }
});

test('refuses variables that are too big for the platform before any upload', async () => {
  const whole = account.env();
  const [before] = await account.client.serverless.v1.services.list();
  await account.writeEnv(`${whole}OPENING_HOURS=${'x'.repeat(3000)}\n`);
  expect(await account.run('deploy', '--dist', account.dist)).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/take \d+ bytes.*3072 at most: shorten OPENING_HOURS/),
  });
  await account.writeEnv(whole);
  const [after] = await account.client.serverless.v1.services.list();
  expect(after?.dateUpdated).toEqual(before?.dateUpdated);
});

const DIRECTORY = [{ id: 'lab', name: 'Laboratory', number: '0301234567' }];

test.each([
  ['OPENING_HOURS', `'${JSON.stringify({ timeZone: 'Europe/Berlin', week: { monday: '09:00-17:00' } })}'`],
  ['DIRECTORY', `'${JSON.stringify(DIRECTORY)}'`],
  ['RING_SECONDS', '20s'],
  ['SESSION_SECRET', 'short'],
])('a wrong %s is named by deploy, setup and doctor, and nothing is changed', async (name, value) => {
  const whole = account.env();
  const [before] = await account.client.serverless.v1.services.list();
  await account.writeEnv(`${whole}${name}=${value}\n`);
  const words = new RegExp(`Correct this in \\.env: ${name} is wrong: `);
  for (const args of [['deploy'], ['setup', '--yes']] as const) {
    const [tool, ...flags] = args;
    const ran = await account.run(tool, ...flags, '--dist', account.dist);
    expect(ran).toMatchObject({ code: 1, errors: expect.stringMatching(words) });
    expect(ran.output).not.toContain('0301234567');
  }
  const { code, output } = await account.run('doctor', '--json', '--dist', account.dist);
  const named = { name: 'Settings', ok: false, problem: expect.stringContaining(`In .env ${name} is wrong`) };
  expect(code).toBe(1);
  expect(JSON.parse(output)).toContainEqual(expect.objectContaining(named));
  await account.writeEnv(whole);
  const [after] = await account.client.serverless.v1.services.list();
  expect(after?.dateUpdated).toEqual(before?.dateUpdated);
});

test('hours over midnight are deployed', async () => {
  const whole = account.env();
  const hours = { timeZone: 'Europe/Berlin', week: { monday: ['22:00-06:00'] } };
  await account.writeEnv(`${whole}OPENING_HOURS='${JSON.stringify(hours)}'\n`);
  expect(await account.run('deploy', '--dist', account.dist)).toMatchObject({ code: 0 });
  expect((await deployed()).variables).toContain('OPENING_HOURS');
  await account.writeEnv(whole);
  expect(await account.run('deploy', '--dist', account.dist)).toMatchObject({ code: 0 });
}, 60_000);

test('deploying again keeps the service and its address', async () => {
  const before = await account.client.serverless.v1.services.list();
  expect(await account.run('deploy', '--dist', account.dist)).toMatchObject({ code: 0 });
  const after = await account.client.serverless.v1.services.list();
  expect(after.map(({ sid }) => sid)).toEqual(before.map(({ sid }) => sid));
}, 30_000);

test('without setup: names what is missing', async () => {
  const whole = account.env();
  await account.writeEnv(whole.replace(/^SESSION_SECRET=.*$/m, 'SESSION_SECRET='));
  expect(await account.run('deploy', '--dist', account.dist)).toMatchObject({
    code: 1,
    output: expect.stringMatching(/SESSION_SECRET.*npm run setup/),
  });
  await account.writeEnv(whole);
});

test('a call that comes while Functions die is answered by the product all the same', async () => {
  const control = new Control(`http://127.0.0.1:${account.twilio.twilioPort}`);
  const action = { do: 'answer', status: 502 };
  await control.setFaults([{ at: 'webhook', match: '/voice/incoming', action, times: 2 }]);
  const sid = await control.dial('+15550177009', account.twilio.number);
  const sync = /^SYNC_SERVICE_SID=(.*)$/m.exec(account.env())?.[1] ?? '';
  const call = account.client.sync.v1.services(sync).documents(`call-${sid}`);
  await until('the call is kept', () => call.fetch().then(Boolean, () => false));
  const asked = (await control.events()).filter(
    ({ kind, url }) => kind === 'webhook' && /incoming|fallback/.test(url ?? ''),
  );
  expect(asked.map(({ status }) => status)).toEqual([502, 502, 200]);
  await control.hangUp(sid);
});

test('setup replaces a leaked key and a leaked session secret once they are emptied', async () => {
  const valueOf = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(account.env())?.[1] ?? '';
  const [key, secret] = [valueOf('API_KEY_SID'), valueOf('SESSION_SECRET')];
  await account.run('agents', 'add', 'ana', 'Ana');
  await account.client.keys(key).remove();
  await account.writeEnv(account.env().replace(/^(API_KEY_SID|API_KEY_SECRET|SESSION_SECRET)=.*$/gm, '$1='));
  expect(await account.run('setup', '--yes', '--dist', account.dist)).toMatchObject({
    code: 0,
    output: expect.stringContaining('Changed: API key, Session secret, Deployment.'),
  });
  expect([valueOf('API_KEY_SID'), valueOf('SESSION_SECRET')]).not.toEqual([key, secret]);
  expect(await account.run('doctor', '--dist', account.dist)).toMatchObject({ code: 0 });
});
