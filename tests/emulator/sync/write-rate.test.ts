import { WriteRate } from '../../../emulator/sync/write-rate.ts';
import { VirtualClock } from '../../../emulator/virtual-clock.ts';

const writes = (rate: WriteRate, count: number): void => {
  for (let written = 0; written < count; written += 1) rate.count('MP1', 500);
};

test('an object takes twenty writes a second, and ten seconds’ worth of them at once', async () => {
  const clock = new VirtualClock();
  const rate = new WriteRate(clock, true);
  writes(rate, 200);
  expect(() => writes(rate, 1)).toThrow(expect.objectContaining({ status: 429, code: 54009 }));
  expect(() => rate.count('MP2', 500)).not.toThrow();
  await clock.advance(1000);
  writes(rate, 20);
  expect(() => writes(rate, 1)).toThrow('Rate limit exceeded');
});
