import type { HttpResponse } from '../../emulator/http.ts';
import { signature } from '../../emulator/signature.ts';
import { parseCallStatus, unknownEvent } from '../../src/twilio/parse-webhook.ts';
import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import {
  CALLER,
  onDuty,
  phaseIs,
  BenchPhone,
  TestPage,
  type ProductBench,
} from '../support/functions/product-bench.ts';
import { until } from '../../harness/until.ts';

let bench: ProductBench;

benchForEachTest(async (fresh) => {
  bench = fresh;
  await Promise.all(['ana', 'ben', 'chika'].map((id) => bench.addAgent(id)));
});

async function anaTalks() {
  const ana = await onDuty(bench, 'ana');
  const caller = new BenchPhone(bench, CALLER);
  const call = caller.dial();
  (await until('Ana rings', () => ana.phone.offer)).answer();
  await phaseIs(bench, call, 'talking');
  return { ...ana, caller, call };
}

let clicks = 0;

function click(page: TestPage, path: string, body: object): Promise<HttpResponse> {
  clicks += 1;
  return page.post(`/api/${path}`, { key: `click-${String(clicks).padStart(4, '0')}`, ...body });
}

async function refusal(answer: Promise<HttpResponse>): Promise<string> {
  const { status, body } = await answer;
  const { error } = JSON.parse(String(body)) as { error?: { code: string; message: string } };
  expect(error?.message).toMatch(/^[A-Z].+[.!]$/);
  return `${status} ${error?.code}`;
}

const to = (agent: string) => ({ kind: 'consult', target: { kind: 'agent', agent } });

test('a transfer that cannot be is refused with a reason, and nothing changes (promise: refused)', async () => {
  const { page, call } = await anaTalks();
  const before = JSON.stringify(await bench.call(call));
  const start = (target: object) => refusal(click(page, 'transfer/start', { call, ...target }));
  expect(await start(to('ana'))).toBe('409 target-is-you');
  expect(await start(to('nobody'))).toBe('404 target-unknown');
  expect(await start(to('ben'))).toBe('409 target-offline');
  expect(await start({ kind: 'add', target: { kind: 'anyone' } })).toBe('409 nobody-available');
  expect(await start({ kind: 'add', target: { kind: 'outside', entry: 'mother' } })).toBe(
    '404 target-unknown',
  );
  expect(await start({ kind: 'add', target: { kind: 'outside', entry: '+15550001111' } })).toBe(
    '400 bad-request',
  );
  for (const deed of ['complete', 'cancel', 'swap', 'merge']) {
    expect(await refusal(click(page, `transfer/${deed}`, { call }))).toBe('409 no-transfer');
  }
  const party = { call, party: 'a9', on: true };
  expect(await refusal(click(page, 'call/mute', party))).toBe('404 party-unknown');
  expect(await refusal(click(page, 'call/decline', { call }))).toBe('409 not-ringing-you');
  expect(JSON.stringify(await bench.call(call))).toBe(before);
});

test('a busy target, another’s call, a second transfer and an ended call are refused (promise: refused)', async () => {
  const { page, call, caller } = await anaTalks();
  const ben = await onDuty(bench, 'ben');
  expect(await refusal(click(ben.page, 'transfer/start', { call, ...to('chika') }))).toBe(
    '403 not-your-call',
  );
  await click(page, 'transfer/start', { call, ...to('ben') });
  expect(await refusal(click(page, 'transfer/start', { call, ...to('ben') }))).toBe('409 transfer-open');
  const other = new BenchPhone(bench, '+15559990001').dial();
  const chika = await onDuty(bench, 'chika');
  (await until('Chika rings', () => chika.phone.offer)).answer();
  await phaseIs(bench, other, 'talking');
  const asked = click(chika.page, 'transfer/start', { call: other, ...to('ben') });
  expect(await refusal(asked)).toBe('409 target-busy');
  caller.leave(call);
  await phaseIs(bench, call, 'ended');
  expect(await refusal(click(page, 'call/end', { call }))).toBe('409 call-ended');
});

test('a transfer clicked twice at once dials once and is answered twice alike (promise: clicked-twice)', async () => {
  const { page, call } = await anaTalks();
  await onDuty(bench, 'ben');
  const body = { call, ...to('ben'), key: 'double-click' };
  const [one, two] = await Promise.all([
    click(page, 'transfer/start', body),
    click(page, 'transfer/start', body),
  ]);
  expect([one.status, two.status]).toEqual([200, 200]);
  const dialled = bench.local.phoneSwitch.listCalls().filter((each) => each.to.startsWith('client:ben'));
  expect(dialled).toHaveLength(1);
});

test.each([
  ['of an unknown version and half-written', { version: 9, id: 'CA' }],
  ['empty', {}],
  ['of the wrong kind', { legs: 'none', customer: 7, phase: ['waiting'] }],
])('a document that is %s is put aside; its caller stays on the line and is served', async (_what, data) => {
  const caller = new BenchPhone(bench, CALLER);
  const call = caller.dial();
  await until('the customer is in the room', async () => (await bench.call(call))?.customer.joined);
  await bench.client.sync.v1.services(bench.service).documents(`call-${call}`).update({ data });
  const ana = await onDuty(bench, 'ana');
  const offer = await until('Ana rings', () => ana.phone.offer);
  offer.answer();
  await phaseIs(bench, call, 'talking');
  expect(bench.local.phoneSwitch.hearing(call)?.voices).toEqual([offer.callSid]);
});

test('an event that Twilio invents tomorrow changes nothing, and is counted in the log (promise: webhooks-fail)', async () => {
  const { call } = await anaTalks();
  const before = await bench.call(call);
  const told = {
    CallSid: call,
    ConferenceSid: `CF${'1'.repeat(32)}`,
    StatusCallbackEvent: 'participant-sneezed',
  };
  const url = `https://${bench.domain}/voice/conference-event`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': signature('token', url, told),
  };
  const page = new TestPage(bench);
  for (let time = 0; time < 2; time += 1) {
    const form = new URLSearchParams(told).toString();
    expect(await page.post('/voice/conference-event', form, headers)).toMatchObject({ status: 200 });
  }
  expect(await bench.call(call)).toEqual(before);
  const lines = bench.local.log.list().filter(({ message }) => message?.includes('unknown event ignored'));
  expect(lines.map(({ message }) => /"count":(\d+)/.exec(message ?? '')?.[1])).toEqual(['1', '2']);
});

test('unknown events of Twilio are told apart from those that say nothing new', () => {
  const CallSid = `CA${'1'.repeat(32)}`;
  expect(parseCallStatus({ CallSid, CallStatus: 'teleported' })).toBeUndefined();
  expect(unknownEvent({ StatusCallbackEvent: 'participant-sneezed' })).toBe('participant-sneezed');
  expect(unknownEvent({ CallStatus: 'teleported +15551234567' })).toBe('teleported');
  expect(unknownEvent({ StatusCallbackEvent: 'conference-start' })).toBeUndefined();
  expect(unknownEvent({ CallStatus: 'initiated' })).toBeUndefined();
});
