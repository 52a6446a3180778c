import type { Control } from '../../harness/control.ts';
import type { LocalAccount } from '../support/tools/local-account.ts';
import { PersonAtTerminal } from '../support/tools/person-at-terminal.ts';
import { RingingPage } from '../support/page/ringing-page.ts';
import { until } from '../../harness/until.ts';
import { ProvisionedAccount, type Finding } from '../support/tools/provisioned-account.ts';

let provisioned: ProvisionedAccount;
let account: LocalAccount;
let control: Control;
beforeAll(async () => {
  provisioned = await ProvisionedAccount.start();
  ({ account, control } = provisioned);
}, 60_000);
afterAll(() => account.stop());

const examine = (...args: readonly string[]) => provisioned.examine('--live', ...args);
const mended = () => examine('--mend');

/** Calls the number, until the call is answered and kept in Sync. */
async function callIn(from: string): Promise<string> {
  const sid = await control.dial(from, account.twilio.number);
  const document = provisioned.sync().documents(`call-${sid}`);
  await until('the call is kept in Sync', () => document.fetch().then(Boolean, () => false));
  const status = async () => (await account.client.calls(sid).fetch()).status;
  await until('the call is answered', async () => (await status()) === 'in-progress');
  return sid;
}

test('a caller whose state was lost is answered anew', async () => {
  const sid = await callIn('+15550177001');
  await provisioned.sync().documents(`call-${sid}`).remove();
  const { code, bad } = await examine();
  expect({ code, bad }).toMatchObject({
    code: 1,
    bad: [{ problem: expect.stringContaining('without a plan') }],
  });
  expect(await mended()).toMatchObject({ code: 0 });
  await until('all is well', async () => (await examine()).code === 0);
  await control.hangUp(sid);
}, 60_000);

/** The caller hangs up, and every webhook about it is lost. */
async function hangUpUnheard(sid: string): Promise<void> {
  await control.setFaults([
    { at: 'webhook', match: 'CallStatus=completed|conference-event', action: { do: 'drop' } },
  ]);
  await control.hangUp(sid);
  await until(
    'the call is over',
    async () => (await account.client.calls(sid).fetch()).status === 'completed',
  );
}

test('a call that ended unheard is ended in Sync too', async () => {
  const sid = await callIn('+15550177002');
  const document = provisioned.sync().documents(`call-${sid}`);
  await hangUpUnheard(sid);
  const { bad } = await examine();
  expect(bad).toMatchObject([{ problem: expect.stringContaining('the customer, who has gone') }]);
  expect(await mended()).toMatchObject({ code: 0 });
  expect((await document.fetch()).data).toMatchObject({ phase: 'ended' });
  await control.setFaults([]);
}, 60_000);

test('an agent held for a call that is over is set free', async () => {
  const item = provisioned.sync().syncMaps('agents').syncMapItems('ana');
  const { data } = await item.fetch();
  await item.update({ data: { ...data, presence: 'busy', call: `CA${'1'.repeat(32)}`, leg: 'a1' } });
  const { bad } = await examine();
  expect(bad).toMatchObject([{ problem: expect.stringContaining('Ana is held') }]);
  expect(await mended()).toMatchObject({ code: 0 });
  expect((await item.fetch()).data).not.toHaveProperty('call');
}, 60_000);

test("an agent's leg that no call knows is hung up", async () => {
  const key = { sid: provisioned.variable('API_KEY_SID'), secret: provisioned.variable('API_KEY_SECRET') };
  const page = await RingingPage.register(account.twilio, 'zoe', key);
  const { number } = account.twilio;
  const leg = await account.client.calls.create({ to: 'client:zoe', from: number, twiml: '<Response/>' });
  const statusOf = async () => (await account.client.calls(leg.sid).fetch()).status;
  await until('it rings', async () => (await statusOf()) === 'ringing');
  const { bad } = await examine();
  expect(bad).toMatchObject([{ problem: `An agent's leg ${leg.sid} belongs to no call` }]);
  expect(await mended()).toMatchObject({ code: 0 });
  expect(await statusOf()).toBe('canceled');
  page.close();
}, 60_000);

test('with a person at the terminal it offers to mend: no changes nothing, yes mends', async () => {
  const item = provisioned.sync().syncMaps('agents').syncMapItems('ana');
  const { data } = await item.fetch();
  await item.update({ data: { ...data, presence: 'busy', call: `CA${'1'.repeat(32)}`, leg: 'a1' } });
  const answering = async (answer: string) => {
    const person = new PersonAtTerminal();
    const ran = account.runWith('doctor', ['--live', '--dist', account.dist], { person });
    const held = `Ana is held for call CA${'1'.repeat(32)}, which is over.`;
    await person.answer(`${held} Mend it (set them free)?`, answer);
    return await ran;
  };
  expect(await answering('n')).toMatchObject({ code: 1, output: expect.stringContaining('--live --mend') });
  expect((await item.fetch()).data).toHaveProperty('call');
  expect(await answering('y')).toMatchObject({ code: 0, output: expect.stringContaining('mended') });
  expect((await item.fetch()).data).not.toHaveProperty('call');
});

test('with an API key alone it says what the token is needed for, and mends the rest', async () => {
  const sid = await callIn('+15550177003');
  await hangUpUnheard(sid);
  await account.writeEnv(provisioned.env.replace(/^AUTH_TOKEN=.*$/m, 'AUTH_TOKEN='));
  const withKey = { environment: { AUTH_TOKEN: '' } };
  const args = ['--live', '--mend', '--json', '--dist', account.dist];
  const { code, output } = await account.runWith('doctor', args, withKey);
  const findings = JSON.parse(output) as readonly Finding[];
  expect(code).toBe(1);
  expect(findings.at(-1)).toMatchObject({ ok: false, mend: expect.stringContaining('AUTH_TOKEN') });
  await account.writeEnv(provisioned.env);
  expect(await mended()).toMatchObject({ code: 0 });
  await control.setFaults([]);
}, 60_000);
