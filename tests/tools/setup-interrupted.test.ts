import { readdirSync } from 'node:fs';
import { Control } from '../../harness/control.ts';
import { LocalAccount } from '../support/tools/local-account.ts';
import { isChange, type Request } from '../support/tools/crashing-client.ts';
import { until } from '../../harness/until.ts';

const OLD = { voiceUrl: 'https://old.example/voice', statusCallback: 'https://old.example/status' };

let account: LocalAccount;
let control: Control;
let args: readonly string[];
beforeAll(async () => {
  account = await LocalAccount.start();
  control = new Control(`http://127.0.0.1:${account.twilio.twilioPort}`);
  args = ['--yes', '--dist', account.dist, '--agent', 'ana:Ana', '--number', account.twilio.number];
});
afterAll(() => account.stop());
beforeEach(async () => {
  const { number } = await account.inventory();
  await account.client.incomingPhoneNumbers(number.sid).update(OLD);
});
afterEach(() => account.empty());

async function expectAllOnce(): Promise<void> {
  expect(await account.run('setup', ...args)).toMatchObject({
    code: 0,
    output: expect.stringContaining('nothing was changed'),
  });
  expect((await account.inventory()).counts).toEqual([1, 1, 1, 1]);
  await account.run('teardown', '--yes');
  expect((await account.inventory()).number).toMatchObject(OLD);
}

test('killed after each change at Twilio, it goes on and makes nothing twice', async () => {
  const diedAfter = new Set<string>();
  const killAfter = ({ method, uri }: Request): boolean => {
    const change = `${method} ${uri.replaceAll(/[A-Z]{2}[0-9a-f]{32}/g, '...')}`;
    return isChange({ method, uri }) && !diedAfter.has(change) && Boolean(diedAfter.add(change));
  };
  let ran = await account.runWith('setup', args, { killAfter });
  while (ran.code === null) ran = await account.runWith('setup', args, { killAfter });
  expect(ran).toMatchObject({ code: 0 });
  expect([...diedAfter].join('\n')).toMatch(/v1.Services$/m);
  expect([...diedAfter].join('\n')).toMatch(/Keys.json[^]*delete .*Keys[^]*Applications.json/i);
  expect([...diedAfter].join('\n')).toMatch(/accounts.Items[^]*Applications\/[^]*IncomingPhoneNumbers\//);
  await expectAllOnce();
});

test('each answer of Twilio’s is lost once: says which, and nothing is made twice', async () => {
  const losses = [
    ['Sync service', 'sync', 'POST /v1/Services( |$)'],
    ['Sync objects', 'sync', 'POST /v1/Services/IS\\w+/Maps( |$)'],
    ['API key', 'rest', 'POST .*/Keys.json'],
    ['TwiML application', 'rest', 'POST .*/Applications.json'],
    ['Agents', 'sync', 'POST .*/Maps/agents/Items'],
    ['Deployment', 'rest', 'POST .*/Deployments'],
    ["Application's webhooks", 'rest', 'POST .*/Applications/AP'],
    ["Number's webhooks", 'rest', 'POST .*/IncomingPhoneNumbers/PN'],
  ] as const;
  for (const [step, at, match] of losses) {
    const action = { do: 'answer', status: 500, after: true };
    await control.setFaults([{ at, match, action, times: 1 }]);
    const failed = await account.run('setup', ...args);
    expect(failed).toMatchObject({ code: 1, output: expect.stringContaining(`${step}: `) });
  }
  expect(await account.run('setup', ...args)).toMatchObject({ code: 0 });
  await expectAllOnce();
});

/** The toolkit's folder, with the secrets that it was given. */
const toolkitFolders = () =>
  readdirSync(account.folder).filter((name) => name.startsWith('warm-transfer-deploy-'));
const builds = async () => {
  const [service] = await account.client.serverless.v1.services.list();
  return service ? await account.client.serverless.v1.services(service.sid).builds.list() : [];
};

test.each(['SIGTERM', 'SIGKILL'] as const)(
  '%s during the deployment ends the toolkit too, and leaves no secret behind',
  async (signal) => {
    // It gets no further than this, however slow whoever kills it is.
    await control.setFaults([{ at: 'rest', match: 'POST .*/Builds ', action: { do: 'hang' } }]);
    const { child, ended } = account.start('setup', args);
    // Two processes have to start for it.
    const isUnderWay = async () => (await account.inventory()).counts[3] === 1;
    await until('the deployment is under way', isUnderWay, 30);
    expect(toolkitFolders()).toHaveLength(1);
    child.kill(signal);
    const { code, errors } = await ended;
    expect([code, errors]).toEqual(
      signal === 'SIGKILL' ? [null, ''] : [1, 'Stopped. Run setup again to go on.\n'],
    );
    await until('the toolkit has gone', async () => toolkitFolders().length === 0);
    expect(await builds()).toEqual([]);
    await control.setFaults([]);
    expect(await account.run('setup', ...args)).toMatchObject({ code: 0 });
    await expectAllOnce();
  },
  90_000,
);
