import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { connect } from '../../delivery/login.ts';
import company from '../../src/settings.json';
import { SETTINGS_PAGE, settingsPage } from '../../tools/settings/page.ts';
import { settings } from '../../tools/settings.ts';
import { soundProblems } from '../../tools/settings/sounds.ts';

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

/** The number of a WAV's kind that Twilio does not play. */
const FLOATS = 3;

/** Silence of so many seconds in the folder, 8 kHz in 16 bits. */
function sound(name: string, seconds: number, kind = 1): void {
  const bytes = Buffer.alloc(44 + seconds * 16_000);
  for (const [at, word] of Object.entries({ 0: 'RIFF', 8: 'WAVEfmt ', 36: 'data' }))
    bytes.write(word, Number(at));
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(kind, 20);
  bytes.writeUInt32LE(16_000, 28);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  writeFileSync(join(folder, name), bytes);
}

test('the company’s own music is checked: its kind, its length, and that it is there', () => {
  sound('music.wav', 24);
  sound('music-short.wav', 6);
  expect(soundProblems(folder)).toEqual([]);
  sound('music.wav', 180);
  writeFileSync(join(folder, 'music-short.wav'), 'ID3 an MP3 in the coat of a WAV');
  expect(soundProblems(folder)).toEqual([
    expect.stringMatching(/^music\.wav: it lasts 180 s, at most 30 s/),
    expect.stringMatching(/^music-short\.wav: it is no WAV .*ffmpeg/),
  ]);
  sound('music.wav', 10, FLOATS);
  rmSync(join(folder, 'music-short.wav'));
  expect(soundProblems(folder)).toEqual([
    expect.stringMatching(/^music\.wav: it is no WAV with PCM or mu-law/),
    expect.stringMatching(/^music-short\.wav: it is not there/),
  ]);
});
