import { circles } from '../../tools/structure/circles.ts';
import { docstringFaults } from '../../tools/structure/docstrings.ts';
import { ALLOWED, sharedNames } from '../../tools/structure/names.ts';
import { longSentences } from '../../tools/structure/prose.ts';
import { sourceFile } from '../../tools/structure/source.ts';
import { tooLong } from '../../tools/structure/titles.ts';

const NOBODY: ReadonlyMap<string, string> = new Map();

test('a name that two files declare is found, whatever kind of thing it is', () => {
  const files = [
    sourceFile('src/a.ts', 'export interface Answer { a: 1 }\nconst other = 1;'),
    sourceFile('src/b.tsx', 'export function Answer() { return <p />; }'),
    sourceFile('src/c.ts', 'type Answer = 2;\nclass Third {}'),
  ];
  const found = [{ name: 'Answer', files: ['src/a.ts', 'src/b.tsx', 'src/c.ts'] }];
  expect(sharedNames(files, NOBODY)).toEqual(found);
});

test('imported names, names inside functions and overloads of one file are not counted', () => {
  const files = [
    sourceFile('src/a.ts', 'export const one = () => { const two = 1; return two; };'),
    sourceFile('src/b.ts', "import { one } from './a.ts';\nconst two = one;"),
    sourceFile('src/c.ts', 'function f(a: 1): 1;\nfunction f(a: 2): 2;\nfunction f(a: 1 | 2) { return a; }'),
  ];
  expect(sharedNames(files, NOBODY)).toEqual([]);
});

test('a name on the list is left out, and the list stays short and has reasons', () => {
  const files = ['a', 'b'].map((name) => sourceFile(`src/${name}.ts`, 'export const handler = 1;'));
  expect(sharedNames(files, new Map([['handler', 'Twilio asks for it.']]))).toEqual([]);
  expect(ALLOWED.size).toBeLessThanOrEqual(10);
  expect([...ALLOWED.values()].filter((reason) => reason.length < 20)).toEqual([]);
});

test('files that import each other in a circle are found, also by types alone', () => {
  const files = [
    sourceFile('src/a.ts', "import type { B } from './b.ts';"),
    sourceFile('src/b.ts', "export { c } from './deep/c.ts';"),
    sourceFile('src/deep/c.ts', "import '../a.ts';\nimport { join } from 'node:path';"),
  ];
  expect(circles(files)).toEqual([['src/a.ts', 'src/b.ts', 'src/deep/c.ts', 'src/a.ts']]);
});

test('two ways to the same file are no circle', () => {
  const files = [
    sourceFile('src/a.ts', "import './b.ts';\nimport './c.ts';"),
    sourceFile('src/b.ts', "import './d.ts';"),
    sourceFile('src/c.ts', "import './d.ts';"),
    sourceFile('src/d.ts', 'export const end = 1;'),
  ];
  expect(circles(files)).toEqual([]);
});

test('a title of more than eighty letters is found, without the promises it names', () => {
  const long = 'a'.repeat(81);
  const source = `
    describe('short', () => { it('${long}', () => {}); });
    test('${'b'.repeat(80)} (promise: agent-vanishes)', () => {});`;
  expect(tooLong(source)).toEqual([long]);
});

test('an export without a docstring, and a parameter that is not there, are found', () => {
  const source = `
export const bare = 1;

/** Adds. @param other is gone */
export function add(one: number, { two }: Pair): number {
  return one + two;
}

/**
 * Subtracts.
 * @param pair both
 */
export function subtract({ one, two }: Pair): number {
  return one - two;
}
`;
  expect(docstringFaults('src/a.ts', source).map(({ fault }) => fault)).toEqual([
    'bare has no docstring',
    '@param other is not a parameter',
  ]);
});

const LONG = `${'word '.repeat(26).trim()}.`;

test('a page’s long sentence is found; code, tables and headings are passed over', () => {
  const page = `# ${LONG}\n\n| ${LONG} |\n\n\`\`\`\n${LONG}\n\`\`\`\n\nShort. \`${LONG}\` is code.\n- ${LONG}\n- Short.\n`;
  expect(longSentences('a.md', page)).toEqual([{ file: 'a.md', sentence: `- ${LONG}`, words: 26 }]);
});

test('a comment’s long sentence is found, and other text is passed over', () => {
  const source = `/** ${LONG} @param one is short */\nconst text = '${LONG}';\n// ${LONG}\n// Short.\n`;
  expect(longSentences('a.ts', source).map(({ words }) => words)).toEqual([26, 26]);
});
