import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addAgent } from '../../../delivery/agent-accounts.ts';
import { Caller } from '../../../harness/caller.ts';
import { Control } from '../../../harness/control.ts';
import { until } from '../../../harness/until.ts';
import { LocalAccount } from '../../support/tools/local-account.ts';
import { PersonAtTerminal } from '../../support/tools/person-at-terminal.ts';

const CUSTOMER = '+15550109002';
const VOICE_HZ = 2900;

let account: LocalAccount;
let control: Control;
let syncService: string;
beforeAll(async () => {
  account = await LocalAccount.start();
  control = new Control(`http://127.0.0.1:${account.twilio.twilioPort}`);
  const args = ['--yes', '--dist', account.dist, '--agent', 'ana:Ana', '--number', account.twilio.number];
  expect(await account.run('setup', ...args)).toMatchObject({ code: 0 });
  syncService = /^SYNC_SERVICE_SID=(.*)$/m.exec(account.env())?.[1] ?? '';
}, 60_000);
afterEach(async () => {
  await control.setFaults([]);
  rmSync(reportFile(), { force: true });
});
afterAll(() => account.stop());

function reportFile(): string {
  return join(account.folder, 'twilio-observed.json');
}

/** Everything on the account by name; what verify makes has its name in it. */
async function names(): Promise<readonly string[]> {
  const { services, applications, serverless } = await account.inventory();
  const { output } = await account.run('agents', 'list');
  const objects = [...services, ...applications, ...serverless].map(({ friendlyName }) => friendlyName);
  return [...objects, ...output.trim().split('\n')].toSorted();
}

/** A customer rings, whom nobody answers. */
async function customer(): Promise<Caller> {
  const { number } = account.twilio;
  return await Caller.call(control, { number: CUSTOMER, to: number, toneHz: VOICE_HZ, listenFor: [] });
}

/** The story's first agent, by whatever address they are called. */
async function ringsOfAna() {
  const calls = await account.client.calls.list({ limit: 1000 });
  return calls.filter(({ to }) => to.startsWith('client:wtverify_ana'));
}

const waiting = () => account.client.sync.v1.services(syncService).syncMaps('waiting').syncMapItems.list();

test('it says what it will do and what that costs, and a no changes nothing', async () => {
  const before = await names();
  const person = new PersonAtTerminal();
  const ran = account.runWith('verify', ['--json'], { person });
  await person.answer('Go on?', 'n');
  const { code, output } = await ran;
  expect(code).toBe(0);
  expect(output).toMatch(/makes a Functions service, a Sync service and TwiML applications of its own/);
  expect(output).toMatch(/No phone number is called, and no call of others is touched/);
  expect(output).toMatch(/At most \d+ minutes of browser legs and \d+ requests to Functions: \$0\.\d\d/);
  expect(output).toContain('Nothing was done.');
  expect(await names()).toEqual(before);
  expect(existsSync(reportFile())).toBe(false);
});

test('without anybody to ask it does nothing', async () => {
  const ran = await account.run('verify');
  expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('--yes') });
  expect(existsSync(reportFile())).toBe(false);
});

test('the next run tidies up after a killed one, and touches nothing of others', async () => {
  const [before, { number }, caller] = [await names(), await account.inventory(), await customer()];
  const { child, ended } = account.start('verify', ['--yes', '--only', 'musicSignature']);
  const isInCall = async () => {
    const calls = await account.client.calls.list({ status: 'in-progress' });
    return calls.some(({ from }) => from.startsWith('client:wtverify_'));
  };
  await until('an experiment is under way', isInCall, 60);
  child.kill('SIGKILL');
  await ended;
  const leftOver = { id: 'wtverify_ana', name: 'Verify Ana', role: 'agent' } as const;
  await addAgent(account.client, syncService, leftOver);
  expect((await names()).filter((name) => name.includes('verify'))).toHaveLength(4);
  const ran = await account.run('verify', '--yes', '--json', '--only', 'clientAddress');
  expect(JSON.parse(ran.output)).toMatchObject({ beliefs: [{ name: 'clientAddress', observed: 'bare' }] });
  expect(ran.code).toBe(0);
  expect(await names()).toEqual(before);
  expect(await isInCall()).toBe(false);
  expect(await caller.isOnTheLine()).toBe(true);
  expect((await account.inventory()).number).toMatchObject({ ...webhooksOf(number) });
  await caller.hangUp();
}, 120_000);

function webhooksOf({ voiceUrl, statusCallback }: { voiceUrl: string; statusCallback: string }) {
  return { voiceUrl, statusCallback };
}

test('the story is not played while a customer waits, and the report names nobody', async () => {
  const caller = await customer();
  await until('a customer waits', async () => (await waiting()).length === 1);
  const ran = await account.run('verify', '--yes', '--story');
  expect(ran).toMatchObject({ code: 1, output: expect.stringContaining('waiting now: 1') });
  expect(await caller.isOnTheLine()).toBe(true);
  const { story, beliefs } = JSON.parse(readFileSync(reportFile(), 'utf8'));
  expect([story.problem, beliefs]).toEqual([expect.stringContaining('Play it when nobody calls'), []]);
  await caller.hangUp();
  await until('nobody waits', async () => (await waiting()).length === 0);
}, 90_000);

test('a customer who calls during the story is not answered by its agents', async () => {
  const running = account.run('verify', '--yes', '--story');
  const agents = async () => (await account.run('agents', 'list')).output;
  await until('the story has begun', async () => (await agents()).includes('wtverify_ana'), 60);
  const caller = await customer();
  const { code, output } = await running;
  expect([code, output]).toEqual([1, expect.stringContaining('A customer called meanwhile')]);
  expect(await caller.isOnTheLine()).toBe(true);
  const legs = await ringsOfAna();
  expect(legs.length).toBeGreaterThan(0);
  expect(legs.map(({ status }) => status)).not.toContain('completed');
  expect(readFileSync(reportFile(), 'utf8')).not.toMatch(/Verify Ana|wtverify|5550109/);
  await caller.hangUp();
}, 120_000);

test('Ctrl-C in the middle of the story tidies up', async () => {
  const [before, rings] = [await names(), (await ringsOfAna()).length];
  const { child, ended } = account.start('verify', ['--yes', '--story']);
  await until('Ana is called', async () => (await ringsOfAna()).length > rings, 60);
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 1, errors: expect.stringContaining('tidied up') });
  expect(await names()).toEqual(before);
  const alive = (await ringsOfAna()).filter(({ status }) =>
    ['queued', 'ringing', 'in-progress'].includes(status),
  );
  expect(alive).toEqual([]);
}, 90_000);
