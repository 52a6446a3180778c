import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ERRORS } from '../../../src/shared/errors.ts';
import { documentedErrors, documentedRoutes } from '../../support/functions/api-docs.ts';
import { benchForAllTests } from '../../support/functions/bench-of-file.ts';
import { TestPage, type ProductBench } from '../../support/functions/product-bench.ts';

let bench: ProductBench;
let page: TestPage;

benchForAllTests(async (fresh) => {
  bench = fresh;
  await bench.addAgent('ana', 'supervisor');
  await bench.addAgent('ben');
  page = new TestPage(bench);
  await page.signIn('ana');
});

const routes = documentedRoutes();

async function codeOf(path: string, body: object): Promise<string | undefined> {
  const response = await page.post(path, body);
  const { error } = JSON.parse(String(response.body)) as { error?: { code: string } };
  return error?.code;
}

function without(example: Readonly<Record<string, unknown>>, field: string): object {
  return Object.fromEntries(Object.entries(example).filter(([name]) => name !== field));
}

test('every built Function of the page is documented, and nothing else is', () => {
  const files = readdirSync(join(bench.folder, 'functions/api'), { recursive: true, encoding: 'utf8' });
  const paths = files.filter((file) => file.endsWith('.js')).map((file) => `/api/${file.slice(0, -3)}`);
  expect(routes.map(({ path }) => path).sort()).toEqual(paths.sort());
});

test('every code is documented with its status and its words', () => {
  const known = Object.entries(ERRORS).map(([code, [status, words]]) => [code, status, words]);
  expect(documentedErrors()).toEqual(known);
});

// Signing out comes last: the others need the session.
const inOrder = [...routes].sort((one, other) => Number(ends(one.path)) - Number(ends(other.path)));

function ends(path: string): boolean {
  return path === '/api/session/end';
}

describe.each(inOrder)('$path', ({ path, example, optional, answer, sometimes, errors }) => {
  const shapes = ['bad-request', 'not-json', 'too-big'];

  test('a required field cannot be left out, an optional one can, another one is refused', async () => {
    for (const field of Object.keys(example)) {
      const code = await codeOf(path, without(example, field));
      if (optional.includes(field)) expect(shapes).not.toContain(code);
      else expect({ field, code }).toEqual({ field, code: 'bad-request' });
    }
    expect(await codeOf(path, { ...example, another: 'field' })).toBe('bad-request');
  });

  test('the example is well formed, and the answer as documented', async () => {
    const response = await page.post(path, example);
    const body = JSON.parse(String(response.body)) as Record<string, unknown> & { error?: { code: string } };
    if (body.error) {
      expect(shapes).not.toContain(body.error.code);
      return;
    }
    const always = answer.filter((name) => !sometimes.includes(name));
    expect(answer).toEqual(expect.arrayContaining(Object.keys(body)));
    expect(Object.keys(body)).toEqual(expect.arrayContaining(always));
  });

  test('every error that it names exists', () => {
    expect(Object.keys(ERRORS)).toEqual(expect.arrayContaining([...errors]));
  });
});
