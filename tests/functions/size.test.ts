import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../delivery/build.ts';

const MOST_BYTES = 104 * 1024;

let folder: string;
let files: readonly { readonly name: string; readonly source: Buffer }[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'size-'));
  await build(folder);
  const functions = join(folder, 'functions');
  files = readdirSync(functions, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, source: readFileSync(join(functions, name)) }));
});

afterAll(() => rmSync(folder, { recursive: true }));

test('each built Function is at most 104 KB', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter(({ source }) => source.length > MOST_BYTES).map(({ name }) => name)).toEqual([]);
});

test('no built Function loads all of the helper library', () => {
  const loading = files.filter(({ source }) => /require\(["']twilio["']\)/.test(source.toString()));
  expect(loading.map(({ name }) => name)).toEqual([]);
});
