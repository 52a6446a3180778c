import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/twilio-changes.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| [^-W]/.test(line) && !line.startsWith('| From'));

test('each change says whether it touches this project, and has its source', () => {
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) expect(row).toMatch(/\]\(https:\/\/\S+\).*\| (Yes|No|Not yet): /);
});

test('the tests that hold a change exist', () => {
  const files = [...page.matchAll(/`(tests\/\S+\.ts)`/g)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(10);
  for (const file of files)
    expect({ file, exists: existsSync(join(ROOT, file)) }).toMatchObject({ exists: true });
});

test('dates are in order, newest first', () => {
  const [, toCome = '', inForce = ''] = page.split(/^## /m);
  for (const part of [toCome, inForce]) {
    const dates = [...part.matchAll(/^\| (\d{4}-\d{2}-\d{2})/gm)].map(([, date]) => date ?? '');
    expect(dates).toEqual(dates.toSorted((one, other) => other.localeCompare(one)));
  }
});
