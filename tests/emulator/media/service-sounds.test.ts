import { classify, levelDb, toneLevelDb } from '../../../emulator/media/analysis.ts';
import { serviceSound } from '../../../emulator/media/service-sounds.ts';

const soundOf = (kind: 'play' | 'tone', content: string, durationMs: number) =>
  serviceSound({ kind, content, durationMs })!;

test('rings for two seconds and is silent for the rest', () => {
  const ring = soundOf('tone', 'ringback', 6000);
  expect(ring).toHaveLength(16_000);
  for (const hz of [440, 480]) expect(toneLevelDb(ring, hz)).toBeGreaterThan(-30);
});

test('beeps', () => {
  expect(classify(soundOf('tone', 'beep', 600))).toMatchObject({ kind: 'tone', frequencyHz: 1000 });
});

test('sounds the two frequencies of each key', () => {
  const keys = soundOf('tone', '5#', 400);
  const [five, hash] = [keys.subarray(0, 1200), keys.subarray(1600, 2800)];
  for (const hz of [770, 1336]) expect(toneLevelDb(five, hz)).toBeGreaterThan(-30);
  for (const hz of [941, 1477]) expect(toneLevelDb(hash, hz)).toBeGreaterThan(-30);
  expect(levelDb(keys.subarray(1200, 1600))).toBeLessThan(-55);
});

test('plays music without a long pause, and the same samples each time', () => {
  const clip = { kind: 'play', content: 'twilio:music', durationMs: 12_000 } as const;
  const music = serviceSound(clip)!;
  expect(music).toHaveLength(96_000);
  for (let at = 0; at + 4096 <= music.length; at += 4096)
    expect(levelDb(music.subarray(at, at + 4096))).toBeGreaterThan(-45);
  expect(serviceSound(clip)).toBe(music);
});

test('has nothing for what others make', () => {
  expect(serviceSound({ kind: 'say', content: 'beep', durationMs: 400 })).toBeUndefined();
});
