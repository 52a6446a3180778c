import { until } from '../../harness/until.ts';
import { addAgent, changeAccount, removeAgent } from '../../delivery/agent-accounts.ts';
import { agentOfIdentity, identityOf } from '../../src/core/model/identity.ts';
import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import {
  answersAtOnce,
  BenchPhone,
  CALLER,
  identityNow,
  onDuty,
  phaseIs,
  TestPage,
  type ProductBench,
} from '../support/functions/product-bench.ts';

let bench: ProductBench;
benchForEachTest(async (fresh) => {
  bench = fresh;
  await bench.addAgent('ana');
});

const ends = [
  ['signed out', (page: TestPage) => page.ask('/api/session/end')],
  ['was given a new passcode', () => changeAccount(bench.client, bench.service, 'ana', {})],
] as const;

describe.each(ends)('a token from before its agent %s', (_, end) => {
  test('rings for no call, and the new one does', async () => {
    const { page, phone: former } = await onDuty(bench, 'ana');
    await end(page);
    const { phone } = await onDuty(bench, 'ana');
    new BenchPhone(bench, CALLER).dial();
    await until('Ana rings', () => phone.offer);
    expect(former.offer).toBeUndefined();
  });

  test('brings nobody back into the live call, and the new one does', async () => {
    const { page, phone: former } = await onDuty(bench, 'ana');
    const call = await answersAtOnce(bench, former);
    await end(page);
    await new TestPage(bench).signIn('ana');
    const before = (await bench.call(call))?.legs.map(({ sid }) => sid);
    const { phoneSwitch } = bench.local;
    const stranger = phoneSwitch.connect(former, bench.application, { call });
    await until('they are hung up', () => phoneSwitch.fetchCall(stranger.sid).endedAt);
    expect((await bench.call(call))?.legs.map(({ sid }) => sid)).toEqual(before);
    const mine = phoneSwitch.connect(new BenchPhone(bench, 'client:ana'), bench.application, { call });
    await until('Ana is back', async () =>
      (await bench.call(call))?.legs.some(({ sid }) => sid === mine.sid),
    );
  });
});

test('an id that is removed and given anew has other sessions and another name', async () => {
  const page = new TestPage(bench);
  await page.signIn('ana');
  const identity = identityNow(bench, 'ana');
  await removeAgent(bench.client, bench.service, 'ana');
  const passcode = 'another passcode';
  await addAgent(bench.client, bench.service, { id: 'ana', name: 'Ana', role: 'supervisor', passcode });
  expect((await page.post('/api/voicemails/list', {})).status).toBe(401);
  expect((await page.post('/api/presence/set', { presence: 'available' })).status).toBe(401);
  expect(identityNow(bench, 'ana')).not.toBe(identity);
});

test('an account of an earlier version works as it was, until its agent signs in again', async () => {
  const accounts = bench.local.sync.object(bench.service, 'map', 'accounts');
  const stored = accounts.items.get('ana')?.data as object;
  bench.local.sync.updateItem(accounts, 'ana', { ...stored, epoch: 3 });
  expect(identityNow(bench, 'ana')).toBe('ana');
  const { phone } = await onDuty(bench, 'ana');
  expect(phone.address).not.toBe('client:ana');
  await phaseIs(bench, await answersAtOnce(bench, phone), 'talking');
});

test.each(['ana', 'ana_1', 'ana__b', '_'])('the name of the pages of %s leads back to the agent', (id) => {
  expect(agentOfIdentity(identityOf({ id, epoch: '0123456789abcdef' }))).toBe(id);
  expect(agentOfIdentity(identityOf({ id, epoch: 7 }))).toBe(id);
});
