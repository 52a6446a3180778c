import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { connect } from '../../delivery/login.ts';
import company from '../../src/settings.json';
import { SETTINGS_PAGE, settingsPage } from '../../tools/settings/page.ts';
import { settings } from '../../tools/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const { signal: stopped } = new AbortController();
  const input = new PassThrough().end();
  const code = await settings(args, { folder, environment: {}, input, output, errors, connect, stopped });
  return { code, text: `${output.read() ?? ''}${errors.read() ?? ''}` };
}

/** A file of settings that differs from the product's own. */
function written(changes: object): string {
  writeFileSync(join(folder, 'mine.json'), JSON.stringify({ ...company, ...changes }));
  return 'mine.json';
}

test('docs/settings.md is what the rules say: `npm run settings -- --write` writes it', () => {
  expect(readFileSync(SETTINGS_PAGE, 'utf8')).toBe(settingsPage());
});

test('the product’s own settings are right, and the page describes each of them', async () => {
  expect(await run()).toEqual({ code: 0, text: expect.stringContaining('src/settings.json is right') });
  for (const name of Object.keys(company)) expect(settingsPage()).toContain(`| \`${name}\` |`);
});

test('whatever is wrong in a file is named, with what to write instead', async () => {
  const { ringSeconds: _, ...rest } = company;
  const file = written({
    ...rest,
    ringSeconds: 900,
    openingHours: { timeZone: 'Berlin', week: {} },
    wrapUp: 5,
  });
  const { code, text } = await run(file);
  expect(code).toBe(1);
  expect(text.trim().split('\n')).toEqual([
    expect.stringMatching(/^mine\.json: ringSeconds: .*from 1 to 600/),
    expect.stringMatching(/^mine\.json: openingHours: timeZone "Berlin" is not known/),
    expect.stringMatching(/^mine\.json: wrapUp: there is no such setting: there are ringSeconds, /),
  ]);
});

test('a wrong variable of .env is named before a deploy, and one that counts too', async () => {
  writeFileSync(join(folder, '.env'), 'RING_SECONDS=30\n');
  expect(await run()).toEqual({ code: 0, text: expect.stringContaining('.env overrides RING_SECONDS') });
  writeFileSync(join(folder, '.env'), 'RING_SECONDS=30s\n');
  expect(await run()).toEqual({
    code: 1,
    text: expect.stringMatching(/^\.env: RING_SECONDS: write a whole/),
  });
});

test.each([
  ['{ "ringSeconds": 20,, }', /mine\.json is no JSON: .*position 20/],
  ['[]', /mine\.json is no table of settings/],
])('a file with %s is told in one line', async (text, words) => {
  writeFileSync(join(folder, 'mine.json'), text);
  expect(await run('mine.json')).toEqual({ code: 1, text: expect.stringMatching(words) });
});

test('a file that is not there is told', async () => {
  expect(await run('none.json')).toEqual({ code: 1, text: 'none.json cannot be read: is it there?\n' });
});
