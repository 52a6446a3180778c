import { errorFields, log } from '../../src/shared/log.ts';
import { addAgent } from '../../delivery/agent-accounts.ts';
import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import {
  CALLER,
  NUMBER,
  phaseIs,
  SESSION_SECRET,
  TestDevice,
  TestPage,
  until,
  type ProductBench,
} from '../support/functions/product-bench.ts';

const NAMES = { ana: 'Anastasia Quill', ben: 'Benedikt Osgood' } as const;
const PASSCODE = 'a passcode of tests';
const NOTE = 'Mrs Featherstone, card 4929 1234, call back at 0044 20 7946 0000';

let bench: ProductBench;
benchForEachTest((fresh) => {
  bench = fresh;
});

async function onDuty(id: keyof typeof NAMES) {
  const agent = { id, name: NAMES[id], role: 'agent', passcode: PASSCODE } as const;
  await addAgent(bench.client, bench.service, agent);
  const page = new TestPage(bench);
  await page.post('/api/session/start', { agent: id, passcode: `${PASSCODE}!` });
  await page.ask('/api/session/start', { agent: id, passcode: PASSCODE });
  const { token } = await page.ask<{ token: string }>('/api/token');
  await page.ask('/api/presence/set', { presence: 'available' });
  return { page, token, phone: new TestDevice(bench, `client:${id}`) };
}

/** A call that is handed over, and whatever can go wrong meanwhile. */
async function eventfulCall() {
  const ana = await onDuty('ana');
  const call = new TestDevice(bench, CALLER).dial();
  (await until('Ana rings', () => ana.phone.offer)).answer();
  await phaseIs(bench, call, 'talking');
  const ben = await onDuty('ben');
  const target = { kind: 'agent', agent: 'ben' };
  const transfer = { call, kind: 'consult', target, note: NOTE, key: 'click-0001' };
  await ana.page.ask('/api/transfer/start', transfer);
  (await until('Ben rings', () => ben.phone.offer)).answer();
  await until('the consult is open', async () => (await bench.call(call))?.transfer?.state === 'open');
  await ana.page.post('/api/transfer/start', { ...transfer, number: CALLER });
  await ana.page.ask('/api/transfer/complete', { call, key: 'click-0002' });
  await until('Ana is off', async () => (await bench.call(call))?.legs.length === 1);
  await ana.page.ask('/api/wrap-up/save', { call, disposition: 'other', note: NOTE });
  bench.local.faults.set([{ at: 'sync', action: { do: 'answer', status: 400 } }]);
  await ben.page.post('/api/call/hold', { call, key: 'click-0003', party: 'customer', on: true });
  const caller = new TestDevice(bench, CALLER);
  const lost = caller.dial();
  const isFailed = () => bench.local.functions.logs().some(({ message }) => /voice.*failed/.test(message));
  await until('a webhook fails', isFailed);
  bench.local.faults.set([]);
  caller.leave(lost);
  return [ana, ben];
}

test('a transferred call, and one that Twilio fails, leave nothing private in any log', async () => {
  const agents = await eventfulCall();
  const lines = bench.local.functions.logs();
  expect(new Set(lines.map(({ level }) => level))).toEqual(new Set(['INFO', 'ERROR']));
  const text = lines.map(({ message }) => message).join('\n');
  const people = [CALLER, NUMBER].map((number) => number.slice(1)).concat(NOTE, Object.values(NAMES));
  const credentials = [SESSION_SECRET, PASSCODE, 'an-api-key-secret-of-tests'];
  const cookies = agents.map(({ page }) => page.cookie.slice('session='.length));
  const tokens = agents.map(({ token }) => token);
  for (const secret of [...people, ...credentials, ...cookies, ...tokens]) expect(text).not.toContain(secret);
});

test.each([
  'Calls to +15551234567 are not allowed',
  'No such number: 15551234567',
  'GET /Calls?To=%2B15551234567 failed',
  `The key SK${'a'.repeat(32)} is gone`,
  'Bearer eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl',
])('what an error repeats is hidden: %s', (message) => {
  const said = jest.spyOn(console, 'error').mockImplementation();
  log('error', 'failed', { call: `CA${'1'.repeat(32)}`, ...errorFields(new Error(message)) });
  const [line] = said.mock.calls[0] as [string];
  said.mockRestore();
  expect(line).not.toMatch(/15551234567|SKaaa|eyJ/);
  expect(JSON.parse(line)).toMatchObject({ call: `CA${'1'.repeat(32)}`, error: 'Error' });
});

test('a line that an error brings with it stays one line', () => {
  const said = jest.spyOn(console, 'error').mockImplementation();
  log('error', 'failed', errorFields(new Error('one\n{"level":"info","what":"forged"}')));
  const [line] = said.mock.calls[0] as [string];
  said.mockRestore();
  expect(line.split('\n')).toHaveLength(1);
});
