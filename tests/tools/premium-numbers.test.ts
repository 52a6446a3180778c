import { premiumProblems, premiumRateOf } from '../../delivery/premium-numbers.ts';
import { checkVariables } from '../../delivery/variables.ts';

test.each([
  ['+19005550100', 'North America'],
  ['+449098790000', 'United Kingdom'],
  ['+491375000000', 'Germany'],
  ['+979312345678', 'international premium rate'],
  ['+881612345678', 'satellite networks'],
])('%s is charged at a premium rate', (number, where) => {
  expect(premiumRateOf(number)).toBe(where);
});

test.each(['+15550100', '+442079460000', '+4930123456', '+81312345678', '+18005550100', '+33140205050'])(
  '%s is an ordinary number',
  (number) => {
    expect(premiumRateOf(number)).toBeUndefined();
  },
);

test('an entry at a premium rate is named by its place, without the number', () => {
  const directory = [
    { id: 'billing', name: 'Billing', number: '+15550100100' },
    { id: 'hotline', name: 'Hotline', number: '+19005550100' },
  ];
  const [problem = '', ...more] = premiumProblems(directory);
  expect(more).toEqual([]);
  expect(problem).toMatch(/^entry 2: .*premium rate \(North America\)/);
  expect(problem).not.toMatch(/\d{4}/);
  expect(() => checkVariables({ DIRECTORY: JSON.stringify(directory) })).toThrow(
    /DIRECTORY is wrong: entry 2/,
  );
  expect(() => checkVariables({ DIRECTORY: JSON.stringify(directory.slice(0, 1)) })).not.toThrow();
});

test('what is no directory is judged elsewhere', () => {
  for (const odd of [undefined, {}, 'x', [null], [{ number: 7 }]]) expect(premiumProblems(odd)).toEqual([]);
});
