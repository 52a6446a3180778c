import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The section of docs/api.md about one request. */
export interface DocumentedRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly example: Readonly<Record<string, unknown>>;
  readonly optional: readonly string[];
  /** The answer's fields, and those of them that are there only sometimes. */
  readonly answer: readonly string[];
  readonly sometimes: readonly string[];
  readonly errors: readonly string[];
  readonly needsSession: boolean;
  readonly needsSupervisor: boolean;
}

const TEXT = readFileSync(join(__dirname, '../../../docs/api.md'), 'utf8');

/** Every documented request, in the order of the page. */
export function documentedRoutes(): readonly DocumentedRoute[] {
  return TEXT.split(/^## (?=(?:GET|POST) )/m)
    .slice(1)
    .map(routeOf);
}

/** The table of errors: code, status, message. */
export function documentedErrors(): readonly (readonly [code: string, status: number, message: string])[] {
  const rows = TEXT.matchAll(/^\| `([\w-]+)` *\| (\d+) *\| (.*?) *\|$/gm);
  return [...rows].map(([, code = '', status, message = '']) => [code, Number(status), message]);
}

function routeOf(section: string): DocumentedRoute {
  const [, method, path = ''] = /^(GET|POST) (\S+)/.exec(section) ?? [];
  const example = /```json\n(.*?)\n```/s.exec(section)?.[1];
  const answer = /Answer: `(\{.*?\})`/s.exec(section)?.[1] ?? (method === 'GET' ? '{}' : undefined);
  if (!example || !answer) throw new Error(`docs/api.md gives no example or no answer for ${path}.`);
  return {
    method: method === 'GET' ? 'GET' : 'POST',
    path,
    example: JSON.parse(example) as Record<string, unknown>,
    optional: namesAfter('Optional:', section),
    answer: topLevelNames(answer),
    sometimes: namesAfter('Only sometimes:', section),
    errors: namesAfter('Errors:', section),
    needsSession: !section.includes('It needs no session.'),
    needsSupervisor: section.includes('Only for supervisors.'),
  };
}

/** The names in backticks of the sentence that begins so. */
function namesAfter(words: string, section: string): readonly string[] {
  const sentence = new RegExp(`${words}([^.]*)\\.`).exec(section)?.[1] ?? '';
  return [...sentence.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name);
}

function topLevelNames(shape: string): readonly string[] {
  let inside = shape.slice(1, -1);
  while (inside.includes('{')) inside = inside.replaceAll(/\{[^{}]*\}/g, '');
  return [...inside.matchAll(/"(\w+)"/g)].map(([, name = '']) => name);
}
