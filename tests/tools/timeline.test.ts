import {
  buildProduct,
  CALLER,
  startProductBench,
  TestDevice,
  until,
} from '../support/functions/product-bench.ts';
import { readTimeline, timelineLines } from '../../tools/timeline.ts';

test('a call’s timeline tells what happened in order, with numbers masked', async () => {
  const built = await buildProduct();
  const bench = await startProductBench(built.folder);
  const caller = new TestDevice(bench, CALLER);
  const call = caller.dial();
  await until('the customer is in the room', async () => (await bench.call(call))?.customer.joined);
  caller.leave(call);
  await until('the end is told', async () => (await readTimeline(bench.client, bench.service, call))?.[1]);
  const entries = (await readTimeline(bench.client, bench.service, call)) ?? [];
  expect(entries.flatMap(({ sentences }) => sentences)).toEqual([
    'A customer called from a number ending in 00.',
    'The customer hung up.',
  ]);
  expect(await readTimeline(bench.client, bench.service, `CA${'f'.repeat(32)}`)).toBeUndefined();
  bench.stop();
  built.remove();
});

test('lines have the time of day, the seconds since the start, and no full number', () => {
  const at = Date.parse('2026-11-23T09:00:00Z');
  const entries = [
    { at, sentences: ['A customer called.'] },
    { at: at + 8200, sentences: ['Ana answered.', 'Ana closed it as "Done": call back +49 151 2345 6789'] },
  ];
  expect(timelineLines(entries, 'UTC')).toEqual([
    '09:00:00     +0.0 s  A customer called.',
    '09:00:08     +8.2 s  Ana answered.',
    '09:00:08     +8.2 s  Ana closed it as "Done": call back ••• 89',
  ]);
});
