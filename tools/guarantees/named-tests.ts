import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

/** A test that names rows, in its own title or in one around it. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
  readonly rows: readonly number[];
}

const BLOCKS: ReadonlySet<string> = new Set(['describe', 'it', 'test']);
const REFERENCE = /\brows? (\d+(?:(?:, | and | to )(?:row )?\d+)*)/g;

/** The tests under a folder that say which rows they show, in the order of their files. */
export function namedTests(folder: string): readonly NamedTest[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.test.ts'))
    .toSorted()
    .flatMap((file) => testsIn(readFileSync(join(folder, file), 'utf8'), file));
}

/** The tests of one file's text. */
export function testsIn(source: string, file: string): readonly NamedTest[] {
  const found: NamedTest[] = [];
  visit(parseSync(source, { syntax: 'typescript', tsx: false }), [], (titles) => {
    const rows = [...new Set(titles.flatMap(rowsIn))].toSorted((a, b) => a - b);
    if (rows.length > 0) found.push({ file, title: withoutRows(titles), rows });
  });
  return found;
}

/** The rows that a title names: `row 5`, `rows 12 to 14`, `rows 5, 15 and 18`. */
export function rowsIn(title: string): readonly number[] {
  return [...title.matchAll(REFERENCE)].flatMap(([, list = '']) => numbersOf(list));
}

function numbersOf(list: string): readonly number[] {
  const [from = 0, to = 0] = [...list.matchAll(/\d+/g)].map(Number);
  if (/^\d+ to (?:row )?\d+$/.test(list)) return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return [...list.matchAll(/\d+/g)].map(Number);
}

function withoutRows(titles: readonly string[]): string {
  return titles.map((title) => title.replace(/^rows? [\d, andtorow]+: /, '').replace('%s', '…')).join(': ');
}

/** Walks the syntax tree and reports each test with the titles around it. */
function visit(node: unknown, titles: readonly string[], report: (titles: readonly string[]) => void): void {
  if (Array.isArray(node)) return node.forEach((each) => visit(each, titles, report));
  if (typeof node !== 'object' || node === null) return;
  const block = blockOf(node);
  const within = block ? [...titles, block.title] : titles;
  if (block && block.kind !== 'describe') report(within);
  for (const child of Object.values(node)) visit(child, within, report);
}

interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly callee?: Node;
  readonly object?: Node;
  readonly arguments?: readonly { readonly expression: Node }[];
}

function blockOf(node: Node): { readonly kind: string; readonly title: string } | undefined {
  if (node.type !== 'CallExpression') return undefined;
  const kind = nameOf(node.callee);
  const title = node.arguments?.[0]?.expression;
  const isBlock = kind !== undefined && BLOCKS.has(kind) && title?.type === 'StringLiteral';
  return isBlock ? { kind, title: String(title.value) } : undefined;
}

/** `it`, also as `it.each(...)`. */
function nameOf(callee: Node | undefined): string | undefined {
  if (callee?.type === 'Identifier') return String(callee.value);
  if (callee?.type === 'MemberExpression') return nameOf(callee.object);
  return callee?.type === 'CallExpression' || callee?.type === 'TaggedTemplateExpression'
    ? nameOf(callee.callee)
    : undefined;
}
