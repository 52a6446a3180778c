import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BELIEFS, beliefNames, type Belief, type BeliefName } from '../../../emulator/beliefs.ts';
import { Control } from '../../../harness/control.ts';
import { until } from '../../../harness/until.ts';
import { LocalAccount } from '../../support/tools/local-account.ts';

interface Seen {
  readonly name: string;
  readonly observed?: string;
  readonly local: string;
  readonly same: boolean;
  readonly problem?: string;
  readonly needsPerson?: string;
}

interface Written {
  readonly beliefs: readonly Seen[];
  readonly facts: readonly Seen[];
  readonly story?: {
    readonly times?: Readonly<Record<string, number>>;
    readonly functions?: Readonly<Record<string, { readonly count: number; readonly longest: number }>>;
    readonly problem?: string;
  };
}

let account: LocalAccount;
let control: Control;
beforeAll(async () => {
  account = await LocalAccount.start();
  control = new Control(`http://127.0.0.1:${account.twilio.twilioPort}`);
  const args = ['--yes', '--dist', account.dist, '--agent', 'ana:Ana', '--number', account.twilio.number];
  expect(await account.run('setup', ...args)).toMatchObject({ code: 0 });
}, 60_000);
afterEach(async () => {
  await control.setBeliefs({});
  await control.setFaults([]);
  await nothingIsLeft();
});
afterAll(() => account.stop());

function written(): Written {
  return JSON.parse(readFileSync(join(account.folder, 'twilio-observed.json'), 'utf8')) as Written;
}

async function nothingIsLeft(): Promise<void> {
  const { services, applications, serverless } = await account.inventory();
  const names = [...services, ...applications, ...serverless].map(({ friendlyName }) => friendlyName);
  expect(names.filter((name) => name.includes('verify'))).toEqual([]);
  expect((await account.run('agents', 'list')).output).not.toContain('wtverify');
}

/** What was seen, by name; a problem where nothing was. */
function seen(observations: readonly Seen[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    observations.map(({ name, observed, problem = '' }) => [name, observed ?? problem]),
  );
}

/** Plays some experiments under a setting of each belief, the first, second or third of it. */
async function playedUnder(index: number, names: readonly BeliefName[]) {
  const settings = Object.fromEntries(
    names.map((name) => [name, (BELIEFS[name] as Belief).settings[index] ?? 'no such setting']),
  );
  await control.setBeliefs(settings);
  return { settings, ran: await account.run('verify', '--yes', '--only', ...names) };
}

const UNDECIDABLE = beliefNames().filter((name) => (BELIEFS[name] as Belief).needsPerson);
const ALL = beliefNames().filter((name) => !UNDECIDABLE.includes(name));

/** What the run took of the account: begun minutes of legs, and requests to Functions. */
async function taken() {
  const calls = await account.client.calls.list({ limit: 1000 });
  const minutes = calls.reduce((sum, { duration }) => sum + Math.ceil(Number(duration) / 60), 0);
  return { minutes, invocations: (await control.functions()).length };
}

test('the whole account is verified: beliefs, facts, and the story with its times', async () => {
  const [before, began] = [await taken(), Date.now()];
  const ran = await account.run('verify', '--yes');
  expect(Date.now() - began).toBeLessThan(180_000);
  const after = await taken();
  const [, minutes, invocations] = /At most (\d+) minutes .* (\d+) requests/.exec(ran.output) ?? [];
  expect(after.minutes - before.minutes).toBeLessThanOrEqual(Number(minutes));
  expect(after.invocations - before.invocations).toBeLessThanOrEqual(Number(invocations));
  const { beliefs, facts, story } = written();
  const decided = beliefs.filter(({ needsPerson }) => !needsPerson);
  expect(seen(decided)).toEqual(Object.fromEntries(ALL.map((name) => [name, BELIEFS[name].settings[0]])));
  expect(beliefs.filter((each) => !decided.includes(each)).map(({ name }) => name)).toEqual(UNDECIDABLE);
  expect(ran.output).toContain('cannot be decided without a person');
  expect(seen(facts)).toEqual(Object.fromEntries(facts.map(({ name, local }) => [name, local])));
  expect(facts.map(({ name }) => name)).toContain('handlerRefused');
  expect(story?.problem).toBeUndefined();
  expect(Object.keys(story?.times ?? {})).toEqual([
    'dialToGreeting',
    'dialToRing',
    'answerToTalking',
    'clickToRing',
  ]);
  expect(story?.functions?.['/voice/incoming']).toMatchObject({ count: 1, longest: expect.any(Number) });
  expect(story?.functions?.['/api/transfer/complete']).toMatchObject({ count: 1 });
  expect(ran.output).toMatch(/Functions, by their own log:\n(.*\n)* +\/voice\/incoming +1, median \d+ ms/);
  expect(ran).toMatchObject({ code: 0, output: expect.stringContaining('mara  hears music') });
  const text = readFileSync(join(account.folder, 'twilio-observed.json'), 'utf8');
  expect(text).not.toMatch(/\b[A-Z]{2}[0-9a-f]{32}\b|\+\d{7}|twil\.io|wtverify/);
}, 240_000);

test('each experiment sees that its belief has the second setting', async () => {
  const { settings, ran } = await playedUnder(1, ALL);
  expect(seen(written().beliefs)).toEqual(settings);
  expect(written().beliefs.filter(({ same }) => same)).toEqual([]);
  expect(ran).toMatchObject({ code: 0, output: expect.stringContaining('differs') });
}, 180_000);

test('each experiment sees that its belief has the third setting', async () => {
  const { settings, ran } = await playedUnder(
    2,
    ALL.filter((name) => BELIEFS[name].settings.length > 2),
  );
  expect(seen(written().beliefs)).toEqual(settings);
  expect(ran).toMatchObject({ code: 0 });
}, 120_000);

test('no belief has a setting that no experiment was played under', () => {
  expect(Math.max(...ALL.map((name) => BELIEFS[name].settings.length))).toBe(3);
});

test('an experiment that cannot tell and a fact that is wrong are findings', async () => {
  await control.setFaults([
    { at: 'rest', match: 'POST .*/Calls.json', action: { do: 'answer', status: 400, code: 20001 } },
    { at: 'function', match: '/api/session/start', action: { do: 'answer', status: 503 } },
  ]);
  const ran = await account.run('verify', '--yes', '--only', 'clientAddress', 'signIn', 'handlerTaken');
  expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('clientAddress: ') });
  const [clientAddress] = written().beliefs;
  expect(clientAddress).toMatchObject({ same: false, problem: expect.any(String) });
  expect(clientAddress).not.toHaveProperty('observed');
  expect(seen(written().facts)).toEqual({ signIn: 'status-503', handlerTaken: 'accepted' });
}, 90_000);

test('an unknown experiment is named with those that there are', async () => {
  const ran = await account.run('verify', '--yes', '--only', 'moon');
  expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('musicSignature') });
});

test('without an account it runs on a local Twilio of its own and leaves no file', async () => {
  rmSync(join(account.folder, 'twilio-observed.json'), { force: true });
  const { ended } = account.start('verify', ['--local', '--yes', '--only', 'clientAddress']);
  expect(await ended).toMatchObject({ code: 0, output: expect.stringContaining('clientAddress') });
  expect(existsSync(join(account.folder, 'twilio-observed.json'))).toBe(false);
}, 120_000);

test('Ctrl-C in the middle of an experiment tidies up', async () => {
  const { child, ended } = account.start('verify', ['--yes', '--only', 'musicSignature']);
  const isUnderWay = async () => (await account.inventory()).applications.length === 2;
  await until('the laboratory is open', isUnderWay, 60);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 1, errors: expect.stringContaining('tidied up') });
  await nothingIsLeft();
}, 90_000);
