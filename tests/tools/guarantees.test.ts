import { readFileSync } from 'node:fs';
import { GUARANTEES, guarantees, rowsWithoutTests } from '../../tools/guarantees.ts';
import { rowsIn, testsIn } from '../../tools/guarantees/named-tests.ts';

test('docs/guarantees.md is what the tests say: `npm run guarantees` writes it', () => {
  expect(readFileSync(GUARANTEES, 'utf8')).toBe(guarantees());
});

test('every promise has a test', () => {
  expect(rowsWithoutTests()).toEqual([]);
});

test.each([
  ['row 5: it crashes', [5]],
  ['rows 3 and 4: early', [3, 4]],
  ['rows 12 to 14: somebody goes', [12, 13, 14]],
  ['rows 5, 15 and 18: all gone', [5, 15, 18]],
  ['row 6 and row 12: reloading', [6, 12]],
  ['two rows of seats', []],
])('%s', (title, rows) => {
  expect(rowsIn(title)).toEqual(rows);
});

test('a test shows the rows of its own title and of those around it', () => {
  const source = `
    describe('row 2: nobody', () => {
      it.each([1])('row 3: answers %s', () => {});
      test('hangs up', () => {});
    });
    test('names none', () => {});`;
  expect(testsIn(source, 'a.test.ts')).toEqual([
    { file: 'a.test.ts', title: 'nobody: answers …', rows: [2, 3] },
    { file: 'a.test.ts', title: 'nobody: hangs up', rows: [2] },
  ]);
});
