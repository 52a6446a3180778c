import { countOutsideCall } from '../../src/http/outside-limit.ts';
import type { Account } from '../../src/auth/account.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import { answersAtOnce, onDuty } from '../support/functions/product-bench.ts';

const start = benchesOnDemand();
const DIRECTORY = JSON.stringify([{ id: 'billing', name: 'Billing', number: '+15550107000' }]);

test('who calls outside more often than the limit is told so, and nobody is dialled', async () => {
  const bench = await start({ DIRECTORY, OUTSIDE_CALLS_PER_HOUR: '2' });
  await bench.addAgent('ana');
  const { page, phone } = await onDuty(bench, 'ana');
  const call = await answersAtOnce(bench, phone);
  const target = { kind: 'outside', entry: 'billing' };
  const callOut = async (key: string): Promise<string> => {
    const { status, body } = await page.post('/api/transfer/start', { call, kind: 'consult', target, key });
    if (status === 200) await page.ask('/api/transfer/cancel', { call, key: `${key}-no` });
    return status === 200 ? 'called' : (JSON.parse(String(body)) as { error: { code: string } }).error.code;
  };
  expect(await callOut('click-0001')).toBe('called');
  expect(await callOut('click-0002')).toBe('called');
  const dialled = () => bench.local.phoneSwitch.listCalls({ to: '+15550107000' }).length;
  const before = dialled();
  expect(await callOut('click-0003')).toBe('outside-limit');
  expect(dialled()).toBe(before);
});

test('calls of more than an hour ago count no longer', async () => {
  let account = { id: 'ana' } as Account;
  const accounts = {
    load: () => Promise.resolve({ value: account, revision: '1' }),
    save: (next: Account) => Promise.resolve(void (account = next)),
  };
  const budget = { now: () => 0, left: () => 1000, sleep: () => Promise.resolve() };
  const at = (minute: number) =>
    countOutsideCall({ accounts, budget }, 'ana', { outsideCallsPerHour: 2 }, minute * 60_000);
  expect([await at(0), await at(30), await at(59), await at(61), await at(62)]).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
});
