import { readFileSync } from 'node:fs';
import { GUARANTEES, guarantees, unmatchedPromises } from '../../tools/guarantees.ts';
import { promisesIn, testsIn } from '../../tools/guarantees/named-tests.ts';

test('docs/guarantees.md is what the tests say: `npm run guarantees` writes it', () => {
  expect(readFileSync(GUARANTEES, 'utf8')).toBe(guarantees());
});

test('every promise has a test, and every promise that a test names is one', () => {
  expect(unmatchedPromises()).toEqual([]);
});

test.each([
  ['it crashes (promise: agent-vanishes)', ['agent-vanishes']],
  ['all gone (promise: agent-vanishes, both-vanish)', ['agent-vanishes', 'both-vanish']],
  ['a promise: kept', []],
])('%s', (title, names) => {
  expect(promisesIn(title)).toEqual(names);
});

test('a test shows the promises of its own title and of those around it', () => {
  const source = `
    describe('nobody (promise: offer-fails)', () => {
      it.each([1])('answers %s (promise: hangs-up-early)', () => {});
      test('hangs up', () => {});
    });
    test('names none', () => {});`;
  expect(testsIn(source, 'a.test.ts')).toEqual([
    { file: 'a.test.ts', title: 'nobody: answers …', promises: ['offer-fails', 'hangs-up-early'] },
    { file: 'a.test.ts', title: 'nobody: hangs up', promises: ['offer-fails'] },
  ]);
});
