import type { HttpResponse } from '../../../emulator/http.ts';
import type { Call } from '../../../src/core/model/call.ts';
import { benchForAllTests } from '../../support/functions/bench-of-file.ts';
import {
  CALLER,
  onDuty,
  phaseIs,
  startProductBench,
  TestDevice,
  TestPage,
  until,
  type ProductBench,
} from '../../support/functions/product-bench.ts';

const NOBODYS = `CA${'f'.repeat(32)}`;

let bench: ProductBench;
let ana: TestPage;

benchForAllTests(async (fresh) => {
  bench = fresh;
  await Promise.all(['ana', 'ben', 'chika'].map((id) => bench.addAgent(id)));
  ana = new TestPage(bench);
  await ana.signIn('ana');
});

function codeOf({ status, body }: HttpResponse): string {
  const { error } = JSON.parse(String(body)) as { error?: { code: string; message: string } };
  return `${status} ${error?.code}`;
}

const end = { call: NOBODYS, key: 'click-0001' };

test('an unknown call and a call of somebody else are refused, and nothing changes', async () => {
  expect(codeOf(await ana.post('/api/call/end', end))).toBe('404 call-not-found');
  const { phone } = await onDuty(bench, 'ben');
  const call = new TestDevice(bench, CALLER).dial();
  (await until('Ben rings', () => phone.offer)).answer();
  await phaseIs(bench, call, 'talking');
  const before = JSON.stringify(await bench.call(call));
  expect(codeOf(await ana.post('/api/call/end', { ...end, call }))).toBe('403 not-your-call');
  expect(JSON.stringify(await bench.call(call))).toBe(before);
});

test('a repeated click has one effect and the same answer', async () => {
  const ben = new TestPage(bench);
  await ben.signIn('ben');
  const { call } = await ben.ask<{ call: Call }>('/api/desk');
  const muted = { call: call.id, party: 'customer', on: true, key: 'click-0002' };
  await ben.ask('/api/call/mute', muted);
  const again = await ben.ask<{ call: Call }>('/api/call/mute', muted);
  expect(again.call.customer.muted).toBe(true);
  expect(again.call.handledKeys.filter((key) => key === 'click-0002')).toHaveLength(1);
});

test('names a note that is too long, and leaves out its unreadable characters', async () => {
  const ben = new TestPage(bench);
  await ben.signIn('ben');
  const { call } = await ben.ask<{ call: Call }>('/api/desk');
  await onDuty(bench, 'chika');
  const consult = { call: call.id, kind: 'consult', target: { kind: 'agent', agent: 'chika' } };
  const tooLong = await ben.post('/api/transfer/start', {
    ...consult,
    note: 'n'.repeat(281),
    key: 'click-0003',
  });
  expect(codeOf(tooLong)).toBe('400 bad-request');
  expect(String(tooLong.body)).toContain('note');
  const note = 'A refund.\nOf\u0000\ud800 \u{1f469}\u200d\u{1f4bb}'.padEnd(280, '\u0007');
  const asked = await ben.ask<{ call: Call }>('/api/transfer/start', { ...consult, note, key: 'click-0004' });
  expect(asked.call.transfer?.note).toBe('A refund.\nOf   \u{1f469}\u200d\u{1f4bb}');
});

test('unknown names and wrong passcodes get one answer, and many lock the account', async () => {
  const page = new TestPage(bench);
  const attempt = (agent: string, passcode: string) => page.post('/api/session/start', { agent, passcode });
  expect(String((await attempt('nobody', 'wrong')).body)).toBe(
    String((await attempt('chika', 'wrong')).body),
  );
  for (let tries = 0; tries < 5; tries++) await attempt('chika', 'wrong');
  expect(codeOf(await attempt('chika', 'chika-secret'))).toBe('401 wrong-passcode');
});

test('signing out forgets the cookie', async () => {
  const page = new TestPage(bench);
  await page.signIn('ben');
  await page.ask('/api/session/end');
  expect(page.cookie).toBe('session=');
});

test('a missing variable is named with what to do', async () => {
  const broken = await startProductBench(bench.folder, { SESSION_SECRET: 'short' });
  const response = await new TestPage(broken).post('/api/session/current', {});
  broken.stop();
  expect(codeOf(response)).toBe('500 not-configured');
  expect(String(response.body)).toContain('SESSION_SECRET is wrong');
});
