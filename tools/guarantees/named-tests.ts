import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';

/** A test that names promises, in its own title or in one around it. */
export interface NamedTest {
  readonly file: string;
  readonly title: string;
  readonly promises: readonly string[];
}

const BLOCKS: ReadonlySet<string> = new Set(['describe', 'it', 'test']);
const REFERENCE = / \(promise: ([a-z-]+(?:, [a-z-]+)*)\)$/;

/** The tests under a folder that say which promises they show, in the order of their files. */
export function namedTests(folder: string): readonly NamedTest[] {
  return testFiles(folder).flatMap((file) => testsIn(readFileSync(join(folder, file), 'utf8'), file));
}

/** The names of the test files under a folder, sorted. */
export function testFiles(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.test.ts'))
    .toSorted();
}

/** The tests of one file's text. */
export function testsIn(source: string, file: string): readonly NamedTest[] {
  const found: NamedTest[] = [];
  visit(parseSync(source, { syntax: 'typescript', tsx: false }), [], (titles) => {
    const promises = [...new Set(titles.flatMap(promisesIn))];
    if (promises.length > 0) found.push({ file, title: plainTitle(titles), promises });
  });
  return found;
}

/** Each title of a test, and of what is around it, without the promises that it names. */
export function titlesIn(source: string): readonly string[] {
  const found = new Set<string>();
  visit(parseSync(source, { syntax: 'typescript', tsx: false }), [], (titles) => {
    for (const title of titles) found.add(withoutPromises(title));
  });
  return [...found];
}

/** The promises that a title names at its end: `(promise: agent-vanishes, both-vanish)`. */
export function promisesIn(title: string): readonly string[] {
  return REFERENCE.exec(title)?.[1]?.split(', ') ?? [];
}

/** A title without the promises that it names. */
function withoutPromises(title: string): string {
  return title.replace(REFERENCE, '');
}

function plainTitle(titles: readonly string[]): string {
  return titles.map((title) => withoutPromises(title).replace('%s', '…')).join(': ');
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
