import { VirtualClock } from '../../emulator/virtual-clock.ts';

test('instants are whole milliseconds, as those of a real clock are', async () => {
  const clock = new VirtualClock(1000.4);
  const seen: number[] = [];
  clock.after(10.7, () => seen.push(clock.now()));
  clock.after(0.5, () => seen.push(clock.now()));
  await clock.advance(20.9);
  expect(seen).toEqual([1000, 1010]);
  expect(clock.now()).toBe(1020);
});
