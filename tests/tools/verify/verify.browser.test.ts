import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BELIEFS, beliefNames, type BeliefName } from '../../../emulator/beliefs.ts';
import { Control } from '../../../harness/control.ts';
import { LocalAccount } from '../../support/tools/local-account.ts';
import { until } from '../../../harness/until.ts';

interface Written {
  readonly beliefs: readonly { belief: string; observed?: string; same: boolean; problem?: string }[];
  readonly spec?: { readonly times?: Readonly<Record<string, number>>; readonly problem?: string };
}

let account: LocalAccount;
let control: Control;
beforeAll(async () => {
  account = await LocalAccount.start();
  control = new Control(`http://127.0.0.1:${account.twilio.twilioPort}`);
  const args = ['--yes', '--dist', account.dist, '--agent', 'ana:Ana', '--number', account.twilio.number];
  expect(await account.run('setup', ...args)).toMatchObject({ code: 0 });
}, 60_000);
afterAll(() => account.stop());

function written(): Written {
  return JSON.parse(readFileSync(join(account.folder, 'twilio-observed.json'), 'utf8')) as Written;
}

async function nothingIsLeft(): Promise<void> {
  const { services, applications, serverless } = await account.inventory();
  const names = [...services, ...applications, ...serverless].map(({ friendlyName }) => friendlyName);
  expect(names.filter((name) => name.includes('verify'))).toEqual([]);
}

/** Each belief with each of its settings: the experiment must see exactly that one. */
const SETTINGS = beliefNames().flatMap((name: BeliefName) =>
  BELIEFS[name].settings.map((setting) => [name, setting] as const),
);

test.each(SETTINGS)(
  'the experiment sees that %s is %s',
  async (name, setting) => {
    await control.setBeliefs({ [name]: setting });
    const ran = await account.run('verify', '--yes', '--only', name);
    expect(written().beliefs).toEqual([expect.objectContaining({ belief: name, observed: setting })]);
    expect(ran).toMatchObject({ code: 0 });
    await nothingIsLeft();
  },
  90_000,
);

test('the story is played on the deployment, and its times are told', async () => {
  await control.setBeliefs({});
  const ran = await account.run('verify', '--yes', '--story');
  expect(written().spec?.problem).toBeUndefined();
  expect(Object.keys(written().spec?.times ?? {})).toContain('dialToGreeting');
  expect(ran).toMatchObject({ code: 0, output: expect.stringContaining('mara  hears music') });
  const text = readFileSync(join(account.folder, 'twilio-observed.json'), 'utf8');
  expect(text).not.toMatch(/\b[A-Z]{2}[0-9a-f]{32}\b|\+\d{7}|twil\.io/);
  await nothingIsLeft();
}, 120_000);

test('an unknown experiment is named with those that there are', async () => {
  const ran = await account.run('verify', '--yes', '--only', 'moon');
  expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('musicSignature') });
});

test('Ctrl-C in the middle of an experiment tidies up', async () => {
  const { child, ended } = account.start('verify', ['--yes', '--only', 'musicSignature']);
  const isUnderWay = async () => (await account.inventory()).applications.length === 2;
  await until('the laboratory is open', isUnderWay, 60);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 1, errors: expect.stringContaining('tidied up') });
  await nothingIsLeft();
}, 90_000);
