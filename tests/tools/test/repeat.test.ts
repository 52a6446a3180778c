import { tally } from '../../../tools/test/repeat.ts';

test('each test that failed is told with how often, the most frequent first', () => {
  const round = (...failures: string[]) => ({ passed: 1, failed: failures.length, failures });
  const lines = tally([round('rings'), round(), round('talks', 'rings')]);
  expect(lines).toEqual(['FAILED 2 of 3: rings', 'FAILED 1 of 3: talks']);
});
