import { until } from '../../harness/until.ts';
import { benchForEachTest } from '../support/functions/bench-of-file.ts';
import {
  answersAtOnce,
  BenchPhone,
  CALLER,
  identityNow,
  onDuty,
  type ProductBench,
  type TestPage,
} from '../support/functions/product-bench.ts';

let bench: ProductBench;
benchForEachTest(async (fresh) => {
  bench = fresh;
  await Promise.all(['ana', 'ben'].map((id) => bench.addAgent(id)));
});

function mayRead(id: string, call: string): boolean {
  const { permissions } = bench.local.sync.object(bench.service, 'document', `call-${call}`);
  return permissions.get(identityNow(bench, id))?.read === true;
}

async function click(page: TestPage, path: string, body: object): Promise<readonly [number, unknown]> {
  const { status, body: answer } = await page.post(path, body);
  return [status, JSON.parse(String(answer))];
}

test('who declined a call reads it no longer, neither live nor by the same click again', async () => {
  const { page, phone } = await onDuty(bench, 'ana');
  const call = new BenchPhone(bench, CALLER).dial();
  await until('Ana rings', () => phone.offer);
  await until('Ana may read it', () => mayRead('ana', call));
  const decline = { call, key: 'click-0001' };
  expect(await click(page, '/api/call/decline', decline)).toEqual([200, { call: expect.anything() }]);
  expect(mayRead('ana', call)).toBe(false);
  expect(await click(page, '/api/call/decline', decline)).toEqual([200, {}]);
  const [status, answer] = await click(page, '/api/call/end', { call, key: 'click-0002' });
  expect([status, answer]).toEqual([403, { error: expect.objectContaining({ code: 'not-your-call' }) }]);
});

test('who declined a call reads its timeline only when it is over or rings again', async () => {
  const { page, phone } = await onDuty(bench, 'ana');
  const caller = new BenchPhone(bench, CALLER);
  const call = caller.dial();
  await until('Ana rings', () => phone.offer);
  const timeline = async () => (await page.post('/api/calls/timeline', { call })).status;
  expect(await timeline()).toBe(200);
  await page.ask('/api/call/decline', { call, key: 'click-0001' });
  expect(await timeline()).toBe(403);
  await page.ask('/api/presence/set', { presence: 'available' });
  await until('Ana rings again', () => phone.offer);
  await until('it is hers again', async () => (await timeline()) === 200);
  await page.ask('/api/call/decline', { call, key: 'click-0002' });
  expect(await timeline()).toBe(403);
  caller.leave(call);
  await until('the call is over', async () => (await bench.call(call))?.ending);
  expect(await timeline()).toBe(200);
});

test('who handed a call over reads it no longer, nor by a click that comes again', async () => {
  const ana = await onDuty(bench, 'ana');
  const call = await answersAtOnce(bench, ana.phone);
  const ben = await onDuty(bench, 'ben');
  const target = { kind: 'agent', agent: 'ben' };
  await ana.page.ask('/api/transfer/start', { call, kind: 'add', target, key: 'click-0001' });
  (await until('Ben rings', () => ben.phone.offer)).answer();
  await until('three talk', async () => (await bench.call(call))?.phase === 'conferencing');
  const complete = { call, key: 'click-0002' };
  expect((await click(ana.page, '/api/transfer/complete', complete))[0]).toBe(200);
  await until('Ana is out', async () => (await bench.agent('ana')).call === undefined);
  await until('Ana may not read it', () => !mayRead('ana', call));
  expect(await click(ana.page, '/api/transfer/complete', complete)).toEqual([200, {}]);
  expect(mayRead('ben', call)).toBe(true);
});

test('the last agents of a call that is over may read how it ended', async () => {
  const { page, phone } = await onDuty(bench, 'ana');
  const call = await answersAtOnce(bench, phone);
  await page.ask('/api/call/end', { call, key: 'click-0001' });
  await until('Ana wraps up', async () => (await bench.agent('ana')).presence === 'wrap-up');
  expect(mayRead('ana', call)).toBe(true);
});
