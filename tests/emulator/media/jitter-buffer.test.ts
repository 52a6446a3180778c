import { JitterBuffer } from '../../../emulator/media/jitter-buffer.ts';

const frame = (value: number): Int16Array => new Int16Array(160).fill(value);

describe('the jitter buffer', () => {
  it('gives frames out in order once it holds two', () => {
    const buffer = new JitterBuffer();
    buffer.push(frame(1));
    expect(buffer.take()).toBeUndefined();
    buffer.push(frame(2));
    expect([buffer.take()?.[0], buffer.take()?.[0], buffer.take()]).toEqual([1, 2, undefined]);
  });

  it('cuts packets of other sizes into frames', () => {
    const buffer = new JitterBuffer();
    for (let i = 0; i < 4; i++) buffer.push(new Int16Array(80).fill(7));
    expect([buffer.take()?.length, buffer.take()?.length, buffer.take()]).toEqual([160, 160, undefined]);
  });

  it('lets go of the delay that a late burst left behind', () => {
    const buffer = new JitterBuffer();
    for (let i = 0; i < 5; i++) buffer.push(frame(i));
    let next = 5;
    const step = (): number => {
      buffer.push(frame(next++));
      return next - (buffer.take()?.[0] ?? 0);
    };
    const delayBefore = step();
    for (let i = 0; i < 120; i++) step();
    expect(step()).toBeLessThan(delayBefore - 2);
  });
});
