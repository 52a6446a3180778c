import { ObjectRate } from '../../../emulator/sync/object-rate.ts';
import { VirtualClock } from '../../../emulator/virtual-clock.ts';

const writes = (rate: ObjectRate, count: number): void => {
  for (let written = 0; written < count; written += 1) rate.count('MP1', 500);
};

test('an object takes twenty writes a second, and ten seconds’ worth of them at once', async () => {
  const clock = new VirtualClock();
  const rate = new ObjectRate(clock);
  writes(rate, 200);
  expect(() => writes(rate, 1)).toThrow(expect.objectContaining({ status: 429, code: 54009 }));
  expect(() => rate.count('MP2', 500)).not.toThrow();
  await clock.advance(1000);
  writes(rate, 20);
  expect(() => writes(rate, 1)).toThrow('Rate limit exceeded');
});

async function figuresAfter(...pauses: readonly number[]) {
  const clock = new VirtualClock(0);
  const rate = new ObjectRate(clock);
  for (const ms of pauses) {
    await clock.advance(ms);
    writes(rate, 1);
  }
  return rate.figures().get('MP1');
}

test('writes shortly before and after a full second are within one second', async () => {
  expect(await figuresAfter(900, 50, 100, 100)).toEqual({ total: 4, peak: 4, peakOfTen: 4 });
});

test('writes a second apart are not within one second', async () => {
  expect(await figuresAfter(0, 1000, 1000)).toEqual({ total: 3, peak: 1, peakOfTen: 3 });
});

test('writes that are ten seconds old no longer count', async () => {
  expect(await figuresAfter(0, 6000, 6000)).toEqual({ total: 3, peak: 1, peakOfTen: 2 });
});
