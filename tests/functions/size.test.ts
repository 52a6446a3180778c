import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';
import { build } from '../../delivery/build.ts';

const MOST_BYTES = 110 * 1024;

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

test('each built Function is at most 110 KB', () => {
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter(({ source }) => source.length > MOST_BYTES).map(({ name }) => name)).toEqual([]);
});

test('no built Function loads all of the helper library', () => {
  const loading = files.filter(({ source }) => /require\(["']twilio["']\)/.test(source.toString()));
  expect(loading.map(({ name }) => name)).toEqual([]);
});

test('built Functions hold the elements of TwiML that the product writes', () => {
  const writer = readFileSync(join(__dirname, '../../src/twilio/twiml.ts'), 'utf8');
  const verbs = [VoiceResponse.prototype, VoiceResponse.Dial.prototype].flatMap((each) =>
    Object.getOwnPropertyNames(each).filter((name) => writer.includes(`.${name}(`)),
  );
  const elements = verbs.filter((name) => name !== 'constructor').map((name) => name.toLowerCase());
  expect(elements).toEqual(expect.arrayContaining(['dial', 'conference', 'say']));
  const { source } = files.find(({ name }) => name === 'voice/incoming.protected.js')!;
  const built = [...source.toString().matchAll(/_propertyName="(\w+)"/g)].map(([, name = '']) => name);
  expect(built).toEqual(expect.arrayContaining(elements));
  expect(built).not.toContain('gather');
});
