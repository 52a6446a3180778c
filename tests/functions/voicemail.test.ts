import type { Voicemail } from '../../src/call/ports.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import {
  CALLER,
  TestDevice,
  TestPage,
  until,
  type ProductBench,
} from '../support/functions/product-bench.ts';

let bench: ProductBench;

const start = benchesOnDemand();

async function open(settings: Readonly<Record<string, string>>): Promise<TestPage> {
  bench = await start(settings);
  await bench.addAgent('ana');
  const page = new TestPage(bench);
  await page.signIn('ana');
  return page;
}

const CLOSED = { OPENING_HOURS: JSON.stringify({ timeZone: 'UTC', week: {} }) };

const isTold = (call: string, words: string) =>
  until(`the caller hears "${words}"`, () =>
    bench.local.phoneSwitch.hearing(call)?.clip?.clip.content.includes(words),
  );

/** Speaks after the beep, and hangs up. */
async function leaveMessage(caller: TestDevice, call: string): Promise<void> {
  const played = () => bench.local.phoneSwitch.hearing(call)?.clip?.clip.content;
  await until('the beep', () => played() === 'beep');
  await until('the end of the beep', () => played() === undefined);
  caller.leave(call);
}

const listed = async (page: TestPage): Promise<readonly Voicemail[]> =>
  (await page.ask<{ voicemails: Voicemail[] }>('/api/voicemails/list')).voicemails;

test('row 1: after the longest wait the caller leaves a message, which is on the list once', async () => {
  const page = await open({ LONGEST_WAIT_SECONDS: '1' });
  const caller = new TestDevice(bench, CALLER);
  const call = caller.dial();
  await isTold(call, 'leave a message');
  await leaveMessage(caller, call);
  const message = await until('the message is listed', async () => (await listed(page))[0]);
  expect(message).toMatchObject({ call, from: CALLER });
  await until('the call is over', async () => (await bench.call(call))?.ending?.why);
  await until('both webhooks came', () => bench.local.functions.counts()['/voice/voicemail-status']);
  expect(await listed(page)).toHaveLength(1);
  const phones = await bench.client.sync.v1.services(bench.service).syncMaps('waiting').syncMapItems.list();
  expect(phones).toEqual([]);
});

test('asks for a message at once outside opening hours, and rings nobody', async () => {
  const page = await open(CLOSED);
  await page.ask('/api/presence/set', { presence: 'available' });
  const phone = new TestDevice(bench, 'client:ana');
  const caller = new TestDevice(bench, CALLER);
  const call = caller.dial();
  await isTold(call, 'We are closed at the moment');
  expect((await bench.call(call))?.phase).toBe('voicemail');
  await leaveMessage(caller, call);
  await until('the message is listed', async () => (await listed(page)).length === 1);
  expect(phone.offer).toBeUndefined();
});

test('closed while Sync is down: the caller is told so all the same', async () => {
  await open(CLOSED);
  bench.local.faults.set([{ at: 'rest', match: '/v1/Services', action: { do: 'answer', status: 503 } }]);
  const call = new TestDevice(bench, CALLER).dial();
  await isTold(call, 'We are closed at the moment');
});

test('the first agent closes a message, and no stranger may hear or close one', async () => {
  const page = await open(CLOSED);
  const caller = new TestDevice(bench, CALLER);
  const call = caller.dial();
  await leaveMessage(caller, call);
  const message = await until('the message is listed', async () => (await listed(page))[0]);
  const { recording } = message;
  const stranger = new TestPage(bench);
  expect((await stranger.post('/api/voicemails/close', { recording })).status).toBe(401);
  expect((await stranger.post('/api/voicemails/play', { recording })).status).toBe(401);
  const close = () => page.ask<{ voicemail: Voicemail }>('/api/voicemails/close', { recording });
  const first = await close();
  expect(first.voicemail.closed?.by).toBe('ana');
  expect((await close()).voicemail.closed).toEqual(first.voicemail.closed);
  expect(await listed(page)).toEqual([]);
  const unknown = await page.post('/api/voicemails/close', { recording: `RE${'0'.repeat(32)}` });
  expect([unknown.status, String(unknown.body)]).toEqual([404, expect.stringContaining('message-unknown')]);
});
