import {
  clockText,
  dayTimeText,
  longestWait,
  refreshDelay,
  remaining,
} from '../../../src/assets/selectors/time.ts';

test.each([
  [0, '0:00'],
  [-5000, '0:00'],
  [7999, '0:07'],
  [754_000, '12:34'],
  [3_723_000, '1:02:03'],
])('%d ms reads %s', (milliseconds, text) => {
  expect(clockText(milliseconds)).toBe(text);
});

test('the rest of a time never goes below zero', () => {
  expect(remaining(1000, 60, 31_000)).toBe(30_000);
  expect(remaining(1000, 60, 99_000)).toBe(0);
});

test('the longest wait is the oldest entry, whatever the order', () => {
  const entry = (since: number) => ({ call: `CA${since}`, since, front: false });
  expect(longestWait([entry(50), entry(20), entry(70)], 100)).toBe(80);
  expect(longestWait([], 100)).toBe(0);
});

test('a token is renewed five minutes before it runs out, a short one half-way', () => {
  const minute = 60_000;
  expect(refreshDelay(60 * minute, 0)).toBe(55 * minute);
  expect(refreshDelay(2 * minute, 0)).toBe(minute);
  expect(refreshDelay(0, minute)).toBe(1000);
});

const NOW = new Date(2026, 2, 18, 10, 30).getTime();
const daysAgo = (days: number) => new Date(2026, 2, 18 - days, 9, 5).getTime();

test.each([
  [0, '09:05 AM'],
  [1, 'Tue 09:05 AM'],
  [6, 'Thu 09:05 AM'],
  [7, 'Mar 11, 09:05 AM'],
  [24, 'Feb 22, 09:05 AM'],
  [100, 'Dec 8, 2025, 09:05 AM'],
])('the time of %d days ago cannot be taken for that of another week', (days, text) => {
  expect(dayTimeText(daysAgo(days), NOW, 'en').replaceAll('\u202f', ' ')).toBe(text);
});

test('a moment in the future, by another clock, has its date', () => {
  expect(dayTimeText(daysAgo(-2), NOW, 'en')).toContain('Mar 20');
});
