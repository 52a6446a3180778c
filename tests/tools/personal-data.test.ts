import { checkOver, countOf, findPersonalData, removePersonalData } from '../../delivery/personal-data.ts';
import { until } from '../../harness/until.ts';
import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import {
  answersAtOnce,
  BenchPhone,
  CALLER,
  NUMBER,
  onDuty,
  type ProductBench,
} from '../support/functions/product-bench.ts';

const OTHER = '+15557770000';
const NOTE = 'Prefers to be called in the evening.';

let bench: ProductBench;
benchForEachTest(async (fresh) => {
  bench = fresh;
  await bench.addAgent('ana');
});

/** A call that an agent took, ended and closed with a note. */
async function closedCall(): Promise<string> {
  const { page, phone } = await onDuty(bench, 'ana');
  const call = await answersAtOnce(bench, phone);
  await page.ask('/api/call/end', { call, key: 'click-0001' });
  await until('the call is over', async () => (await bench.call(call))?.ending && (await isSettled(call)));
  await page.ask('/api/wrap-up/save', { call, disposition: 'other', note: NOTE });
  return call;
}

async function isSettled(call: string): Promise<boolean> {
  return (await bench.call(call))?.pending.length === 0;
}

test('the export has the call, its timeline, the notes and Twilio’s own record', async () => {
  const call = await closedCall();
  const data = await findPersonalData(bench, CALLER);
  expect(data.calls.map((each) => each.call)).toEqual([call]);
  const [only] = data.calls;
  expect(only?.document).toMatchObject({ from: CALLER });
  expect(JSON.stringify(only?.wrapUps)).toContain(NOTE);
  expect(only?.timeline.length).toBeGreaterThan(2);
  expect(only?.record).toMatchObject({ sid: call, from: CALLER, to: NUMBER });
  expect((await findPersonalData(bench, OTHER)).calls).toEqual([]);
});

test('what is forgotten is nowhere any more, and others keep theirs', async () => {
  const call = await closedCall();
  const sync = bench.client.sync.v1.services(bench.service);
  const message = { recording: `RE${'7'.repeat(32)}`, call, from: CALLER, at: 1, seconds: 3 };
  const others = { ...message, recording: `RE${'8'.repeat(32)}`, from: OTHER };
  for (const data of [message, others])
    await sync.syncMaps('voicemails').syncMapItems.create({ key: data.recording, data });
  const data = await findPersonalData(bench, CALLER);
  expect(countOf(data)).toBe('calls: 1, messages: 1, recordings: 0');
  await removePersonalData(bench, data);
  await removePersonalData(bench, data);
  expect(await findPersonalData(bench, CALLER)).toEqual({ number: CALLER, calls: [], messages: [] });
  const left = JSON.stringify(
    bench.local.sync.objects(bench.service).map((each) => [each.data, [...each.items.values()]]),
  );
  expect(left).not.toContain(CALLER);
  expect(left).not.toContain(NOTE);
  expect(left).toContain(OTHER);
});

test('nothing is removed while a call of the number is going on', async () => {
  const { phone } = await onDuty(bench, 'ana');
  const call = await answersAtOnce(bench, phone);
  const data = await findPersonalData(bench, CALLER);
  expect(() => checkOver(data)).toThrow(`A call of this number is going on (${call})`);
});

test('calls of other applications on the account are left alone', async () => {
  const sid = bench.local.numbers.buy('+15550009999').sid;
  await bench.client.incomingPhoneNumbers(sid).update({ voiceUrl: 'https://other.test/answer' });
  bench.local.phoneSwitch.dial(new BenchPhone(bench, CALLER), '+15550009999');
  expect((await findPersonalData(bench, CALLER)).calls).toEqual([]);
});
