import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from '../../tools/doctor/checks/checks.ts';

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/twilio-changes.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| [^-W]/.test(line) && !line.startsWith('| From'));
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const FRONT_PAGE = '(https://www.twilio.com/en-us/changelog)';

test('each change says whether it touches this project, and has its source', () => {
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) expect(row).toMatch(/\]\(https:\/\/\S+\).*\| (Yes|No|Not yet): /);
});

test('a change without a page of its own is found by the title and day of its entry', () => {
  const unnamed = rows.filter((row) => row.includes(FRONT_PAGE));
  expect(unnamed.length).toBeGreaterThan(0);
  for (const row of unnamed)
    expect(row.split(FRONT_PAGE)[1]).toMatch(/^ \("[^"]{20,}", \d{1,2} [A-Z][a-z]+ 20\d\d\)/);
});

test('what touches this project is held by a test or a command', () => {
  const touching = rows.filter((row) => / \| (Yes|Not yet): /.test(row));
  expect(touching.length).toBeGreaterThan(10);
  for (const row of touching) expect(row.split('|').at(-2)).toMatch(/`(tests\/|npm run )/);
});

test('the tests that hold a change exist', () => {
  const files = [...page.matchAll(/`(tests\/\S+\.ts)`/g)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(20);
  for (const file of files)
    expect({ file, exists: existsSync(join(ROOT, file)) }).toMatchObject({ exists: true });
});

test('the commands that hold a change exist, and the doctor looks at what is named', () => {
  const commands = [...page.matchAll(/`npm run ([\w:]+)/g)].map(([, name = '']) => name);
  for (const name of commands) expect(Object.keys(scripts)).toContain(name);
  const looked = [...page.matchAll(/`npm run doctor` \("([^"]+)"\)/g)].map(([, name = '']) => name);
  expect(looked.length).toBeGreaterThan(3);
  for (const name of looked) expect(CHECKS.map((check) => check.name)).toContain(name);
});

test('dates are in order, newest first', () => {
  const [, toCome = '', inForce = ''] = page.split(/^## /m);
  for (const part of [toCome, inForce]) {
    const dates = [...part.matchAll(/^\| (\d{4}-\d{2}-\d{2})/gm)].map(([, date]) => date ?? '');
    expect(dates).toEqual(dates.toSorted((one, other) => other.localeCompare(one)));
  }
});
