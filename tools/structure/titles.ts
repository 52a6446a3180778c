import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFiles, titlesIn } from '../guarantees/named-tests.ts';

/** What a reader takes in at a glance; the promises that a title names do not count. */
const LONGEST_TITLE = 80;

export interface LongTitle {
  readonly file: string;
  readonly title: string;
}

/** Finds the titles of tests that are too long. */
export function longTitles(folder: string): readonly LongTitle[] {
  return testFiles(folder).flatMap((file) =>
    tooLong(readFileSync(join(folder, file), 'utf8')).map((title) => ({ file, title })),
  );
}

/** Those of one file's text. */
export function tooLong(source: string): readonly string[] {
  return titlesIn(source).filter((title) => title.length > LONGEST_TITLE);
}
