import { brokenBudgets, median, table } from '../../../tools/bench/figures.ts';

test('a median is the middle one, and no single slow round moves it', () => {
  expect(median([9, 1, 2, 3, 900])).toBe(3);
  expect(median([4, 2])).toBe(4);
});

test('a figure over its budget, or without a value, is named with both', () => {
  const figures = [
    { what: 'cold load', milliseconds: 1000.4, atMost: 1000 },
    { what: 'event to screen', milliseconds: 499.6, atMost: 500 },
    { what: 'ring', milliseconds: Number.NaN, atMost: 500 },
    { what: 'dial', milliseconds: 9000 },
  ];
  expect(brokenBudgets(figures)).toEqual([
    'cold load: 1000 ms, where 1000 ms are allowed.',
    'ring: NaN ms, where 500 ms are allowed.',
  ]);
  expect(table('Milliseconds', figures)).toContain('at most 500');
});
