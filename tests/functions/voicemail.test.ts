import type { Voicemail } from '../../src/core/model/history.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import { CALLER, BenchPhone, TestPage, type ProductBench } from '../support/functions/product-bench.ts';
import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { until } from '../../harness/until.ts';

let bench: ProductBench;
let clock: VirtualClock;

const start = benchesOnDemand();

async function open(settings: Readonly<Record<string, string>>): Promise<TestPage> {
  clock = new VirtualClock();
  bench = await start(settings, clock);
  await bench.addAgent('ana');
  const page = new TestPage(bench);
  await page.signIn('ana');
  return page;
}

const CLOSED = { OPENING_HOURS: JSON.stringify({ timeZone: 'UTC', week: {} }) };

/** Lets time go on until the answer is neither undefined nor false. */
const inTime = <T>(what: string, ask: () => Promise<T> | T) =>
  until(what, async () => {
    const answer = await ask();
    if (answer === undefined || answer === false) await clock.advance(200);
    return answer;
  });

const played = (call: string) => bench.local.phoneSwitch.hearing(call)?.clip?.clip.content;

const isTold = (call: string, words: string) =>
  inTime(`the caller hears "${words}"`, () => played(call)?.includes(words));

async function hearsBeep(call: string): Promise<void> {
  await inTime('the beep', () => played(call) === 'beep');
  await inTime('the end of the beep', () => played(call) === undefined);
}

/** Speaks for so long after the beep, and hangs up. */
async function leaveMessage(caller: BenchPhone, call: string, milliseconds = 4000): Promise<void> {
  await hearsBeep(call);
  await clock.advance(milliseconds);
  caller.leave(call);
}

const listed = async (page: TestPage): Promise<readonly Voicemail[]> =>
  (await page.ask<{ voicemails: Voicemail[] }>('/api/voicemails/list')).voicemails;

test('after the longest wait the caller leaves a message, which is on the list once (promise: waits-for-agent)', async () => {
  const page = await open({ LONGEST_WAIT_SECONDS: '1' });
  const caller = new BenchPhone(bench, CALLER);
  const call = caller.dial();
  await isTold(call, 'leave a message');
  await leaveMessage(caller, call);
  const message = await inTime('the message is listed', async () => (await listed(page))[0]);
  expect(message).toMatchObject({ call, from: CALLER });
  await inTime('the call is over', async () => (await bench.call(call))?.ending?.why);
  await inTime('both webhooks came', () => bench.local.functions.counts()['/voice/voicemail-status']);
  expect(await listed(page)).toHaveLength(1);
  const phones = await bench.client.sync.v1.services(bench.service).syncMaps('waiting').syncMapItems.list();
  expect(phones).toEqual([]);
});

test('outside opening hours the caller is told so and asked for a message at once', async () => {
  const page = await open(CLOSED);
  await page.ask('/api/presence/set', { presence: 'available' });
  const phone = new BenchPhone(bench, 'client:ana');
  const caller = new BenchPhone(bench, CALLER);
  const call = caller.dial();
  await isTold(call, 'We are closed at the moment');
  expect((await bench.call(call))?.phase).toBe('voicemail');
  await leaveMessage(caller, call);
  await inTime('the message is listed', async () => (await listed(page)).length === 1);
  expect(phone.offer).toBeUndefined();
});

test('closed while Sync is down: the caller is told so all the same', async () => {
  await open(CLOSED);
  bench.local.faults.set([{ at: 'rest', match: '/v1/Services', action: { do: 'answer', status: 503 } }]);
  const call = new BenchPhone(bench, CALLER).dial();
  await isTold(call, 'We are closed at the moment');
});

test('a message is kept for the days of the settings, and its recording no longer', async () => {
  const page = await open({ ...CLOSED, MESSAGE_DAYS: '7' });
  const caller = new BenchPhone(bench, CALLER);
  await leaveMessage(caller, caller.dial());
  const { recording } = await until('the message is listed', async () => (await listed(page))[0]);
  const { sync, phoneSwitch } = bench.local;
  const messages = sync.object(bench.service, 'map', 'voicemails');
  const message = messages.items.get(recording)?.data as Voicemail;
  const put = (daysAgo: number) =>
    sync.updateItem(messages, recording, { ...message, at: clock.now() - daysAgo * 86_400_000 });
  put(6.9);
  expect(await listed(page)).toHaveLength(1);
  put(7.1);
  expect((await page.get('/api/voicemails/play', { recording })).status).toBe(404);
  expect(await listed(page)).toEqual([]);
  expect(phoneSwitch.listRecordings().map(({ sid }) => sid)).not.toContain(recording);
  expect(messages.items.size).toBe(0);
});

test('an entry stays until its recording is gone', async () => {
  const page = await open({ ...CLOSED, MESSAGE_DAYS: '7' });
  const caller = new BenchPhone(bench, CALLER);
  await leaveMessage(caller, caller.dial());
  const { recording } = await until('the message is listed', async () => (await listed(page))[0]);
  const messages = bench.local.sync.object(bench.service, 'map', 'voicemails');
  const message = messages.items.get(recording)?.data as Voicemail;
  bench.local.sync.updateItem(messages, recording, { ...message, at: 0 });
  bench.local.faults.set([
    { at: 'rest', match: '^DELETE .*/Recordings', action: { do: 'answer', status: 400 } },
  ]);
  expect(await listed(page)).toEqual([]);
  expect(messages.items.size).toBe(1);
  bench.local.faults.set([]);
  await listed(page);
  expect(messages.items.size).toBe(0);
});

test('a message is closed once, by whoever was first; no stranger hears or closes one', async () => {
  const page = await open(CLOSED);
  const caller = new BenchPhone(bench, CALLER);
  const call = caller.dial();
  await leaveMessage(caller, call);
  const message = await inTime('the message is listed', async () => (await listed(page))[0]);
  const { recording } = message;
  const stranger = new TestPage(bench);
  expect((await stranger.post('/api/voicemails/close', { recording })).status).toBe(401);
  expect((await stranger.post('/api/voicemails/play', { recording })).status).toBe(401);
  const close = () => page.ask<{ voicemail: Voicemail }>('/api/voicemails/close', { recording });
  const first = await close();
  expect(first.voicemail.closed?.by).toBe('ana');
  expect((await close()).voicemail.closed).toEqual(first.voicemail.closed);
  expect(await listed(page)).toEqual([]);
  expect((await page.get('/api/voicemails/play', { recording })).status).toBe(404);
  const unknown = await page.post('/api/voicemails/close', { recording: `RE${'0'.repeat(32)}` });
  expect([unknown.status, String(unknown.body)]).toEqual([404, expect.stringContaining('message-unknown')]);
});

test('a silent caller is promised nothing, and a click without words is no message', async () => {
  const page = await open(CLOSED);
  const silent = new BenchPhone(bench, CALLER);
  const call = silent.dial();
  await hearsBeep(call);
  // Twilio goes on behind Record when nobody spoke: https://www.twilio.com/docs/voice/twiml/record#attributes-action
  const url = `https://${bench.domain}/voice/voicemail-recorded?call=${call}&lang=en`;
  await bench.client.calls(call).update({ url, method: 'POST' });
  await isTold(call, 'We did not hear a message');
  await inTime('the call is over', async () => (await bench.call(call))?.ending?.why === 'customer-hung-up');
  const short = new BenchPhone(bench, '+15559990001');
  const other = short.dial();
  await leaveMessage(short, other, 600);
  await inTime('the call is over', async () => (await bench.call(other))?.ending?.why);
  await inTime('Twilio told', () => bench.local.functions.counts()['/voice/voicemail-status']);
  expect(await listed(page)).toEqual([]);
});

test('a key touched by a cheek does not end the message, # does', async () => {
  const page = await open(CLOSED);
  const call = new BenchPhone(bench, CALLER).dial();
  await hearsBeep(call);
  await clock.advance(3000);
  bench.local.phoneSwitch.pressKeys(call, '5');
  await clock.advance(3000);
  expect(await listed(page)).toEqual([]);
  bench.local.phoneSwitch.pressKeys(call, '#');
  await isTold(call, 'We will call you back');
  const message = await inTime('the message is listed', async () => (await listed(page))[0]);
  expect(message.seconds).toBe(6);
});
