import { cp, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Control } from '../support/control.ts';
import { LocalAccount } from '../support/local-account.ts';
import { until } from '../support/until.ts';

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly problem?: string;
  readonly mend?: string;
}

let account: LocalAccount;
let control: Control;
let wellEnv: string;
beforeAll(async () => {
  account = await LocalAccount.start();
  control = new Control(`http://127.0.0.1:${account.twilio.twilioPort}`);
  await setup();
  wellEnv = account.env();
}, 60_000);
afterAll(() => account.stop());

const setup = () => account.run('setup', '--yes', '--dist', account.dist, '--agent', 'ana:Ana');
const valueOf = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(wellEnv)?.[1] ?? '';
const syncOf = () => account.client.sync.v1.services(valueOf('SYNC_SERVICE_SID'));

async function examine(
  ...args: string[]
): Promise<{ code: number | null; bad: readonly Finding[]; output: string }> {
  const { code, output } = await account.run('doctor', '--json', '--dist', account.dist, ...args);
  const findings = JSON.parse(output) as readonly Finding[];
  return { code, output, bad: findings.filter((finding) => !finding.ok) };
}

async function expectFault(name: string, problem: RegExp, mend: RegExp): Promise<void> {
  const { code, bad, output } = await examine();
  expect({ code, problem: bad.find((finding) => finding.name === name)?.problem ?? bad }).toEqual({
    code: 1,
    problem: expect.stringMatching(problem),
  });
  expect(bad.find((finding) => finding.name === name)?.mend).toMatch(mend);
  for (const secret of ['AUTH_TOKEN', 'API_KEY_SECRET', 'SESSION_SECRET']) {
    expect(output).not.toContain(valueOf(secret));
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
  expect(await examine('--live')).toMatchObject({ code: 0, bad: [] });
});

describe('each planted fault is found, with what mends it; setup or deploy mends what it says it does', () => {
  afterEach(async () => {
    await account.writeEnv(wellEnv);
    expect(await setup()).toMatchObject({ code: 0 });
  }, 30_000);

  test('wrong credentials', async () => {
    const token = valueOf('AUTH_TOKEN');
    await account.writeEnv(wellEnv.replace(token, token.replace(/^.{5}/, 'wrong')));
    await expectFault('Credentials', /refused/, /\.env/);
  });

  test('a key with another secret', async () => {
    const secret = valueOf('API_KEY_SECRET');
    await account.writeEnv(wellEnv.replace(secret, 'x'.repeat(32)));
    await expectFault('API key', /not its secret/, /API_KEY_SECRET/);
  });

  test('a restricted key', async () => {
    const policy = { allow: ['/twilio/voice/calls/read'] };
    const key = account.client.iam.v1.apiKey(valueOf('API_KEY_SID'));
    await key.update({ policy });
    await expectFault('API key', /restricted/, /npm run setup/);
    await key.update({ policy: {} });
  });

  test('access control switched off', async () => {
    await syncOf().update({ aclEnabled: false });
    await expectFault('Sync service', /Access control .* off/, /npm run setup/);
  });

  test('a shared map that is gone', async () => {
    await syncOf().syncMaps('waiting').remove();
    await expectFault('Sync objects', /missing/, /npm run setup/);
  });

  test('an application that leads elsewhere', async () => {
    await account.client.applications(valueOf('TWIML_APP_SID')).update({ voiceUrl: 'https://x.example' });
    await expectFault('TwiML application', /rejoin/, /npm run setup/);
  });

  test.each([
    ['voiceUrl', { voiceUrl: 'https://x.example' }],
    ['statusCallback', { statusCallback: '' }],
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
    await rename(join(voice, 'wait.protected.js'), join(voice, 'wait.js'));
    expect(await account.run('deploy', '--dist', open)).toMatchObject({ code: 0 });
    await expectFault('Protected Functions', /answer anybody: \/voice\/wait \(200\)/, /npm run deploy/);
    expect(await account.run('deploy', '--dist', account.dist)).toMatchObject({ code: 0 });
  });

  test('a variable that differs, and a token that is signed by another key for it', async () => {
    const variables = await (await environmentOf()).variables.list();
    const secret = variables.find(({ key }) => key === 'API_KEY_SECRET')!;
    await (await environmentOf()).variables(secret.sid).update({ value: 'y'.repeat(32) });
    await expectFault('Environment', /API_KEY_SECRET/, /npm run deploy/);
    await expectFault('Access token', /signed by another key/, /npm run deploy/);
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
    await expectFault('Calls at once', /two legs/, /console\.twilio\.com/);
    await one.update({ status: 'twilio-approved' });
  });
});

describe('--live', () => {
  const mended = () => examine('--live', '--mend');

  /** Calls the number, until the call is kept in Sync. */
  async function callIn(from: string): Promise<string> {
    const sid = await control.dial(from, account.twilio.number);
    const document = syncOf().documents(`call-${sid}`);
    await until('the call is kept in Sync', () => document.fetch().then(Boolean, () => false));
    return sid;
  }

  test('a caller whose state was lost is answered anew', async () => {
    const sid = await callIn('+15550177001');
    await syncOf().documents(`call-${sid}`).remove();
    const { code, bad } = await examine('--live');
    expect({ code, bad }).toMatchObject({
      code: 1,
      bad: [{ problem: expect.stringContaining('without a plan') }],
    });
    expect(await mended()).toMatchObject({ code: 0 });
    await until('all is well', async () => (await examine('--live')).code === 0);
    await control.hangUp(sid);
  }, 60_000);

  test('a call that ended unheard is ended in Sync too', async () => {
    const sid = await callIn('+15550177002');
    const document = syncOf().documents(`call-${sid}`);
    await control.setFaults([
      { at: 'webhook', match: 'CallStatus=completed|conference-event', action: { do: 'drop' } },
    ]);
    await control.hangUp(sid);
    await until(
      'the call is over',
      async () => (await account.client.calls(sid).fetch()).status === 'completed',
    );
    const { bad } = await examine('--live');
    expect(bad).toMatchObject([{ problem: expect.stringContaining('the customer, who has gone') }]);
    expect(await mended()).toMatchObject({ code: 0 });
    expect((await document.fetch()).data).toMatchObject({ phase: 'ended' });
    await control.setFaults([]);
  }, 60_000);

  test('an agent held for a call that is over is set free', async () => {
    const item = syncOf().syncMaps('agents').syncMapItems('ana');
    const { data } = await item.fetch();
    await item.update({ data: { ...data, presence: 'busy', call: `CA${'1'.repeat(32)}`, leg: 'a1' } });
    const { bad } = await examine('--live');
    expect(bad).toMatchObject([{ problem: expect.stringContaining('Ana is held') }]);
    expect(await mended()).toMatchObject({ code: 0 });
    expect((await item.fetch()).data).not.toHaveProperty('call');
  }, 60_000);
});
