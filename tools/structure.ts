/**
 * Finds names of `src/` with two meanings, circles of imports, long titles and sentences, and docstrings that are missing or wrong.
 * Fails if there is any.
 */
import './terminal/node-version.cjs';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { circles } from './structure/circles.ts';
import { docstringFaults } from './structure/docstrings.ts';
import { sharedNames } from './structure/names.ts';
import { longSentencesIn } from './structure/prose.ts';
import { sourceFiles } from './structure/source.ts';
import { longTitles } from './structure/titles.ts';

const ROOT = join(__dirname, '..');

const shared = sharedNames(sourceFiles(ROOT, ['src']));
const long = longTitles(join(ROOT, 'tests'));
const undocumented = sourceFiles(ROOT, ['src']).flatMap(({ path }) =>
  docstringFaults(path, readFileSync(join(ROOT, path), 'utf8')),
);
const wordy = longSentencesIn(ROOT);
const round = circles(sourceFiles(ROOT, ['src', 'emulator']));
for (const { name, files } of shared) console.log(`${name} is declared in ${files.join(', ')}`);
for (const circle of round) console.log(`a circle of imports: ${circle.join(' -> ')}`);
for (const { file, title } of long) console.log(`a title of ${title.length} letters in ${file}: ${title}`);
for (const { file, words, sentence } of wordy)
  console.log(`a sentence of ${words} words in ${file}: ${sentence}`);
for (const { file, fault } of undocumented) console.log(`${file}: ${fault}`);
console.log(
  `${shared.length} names with two meanings, ${round.length} circles of imports, ${long.length} long titles, ` +
    `${undocumented.length} faults of docstrings, ${wordy.length} long sentences`,
);
process.exitCode =
  shared.length + round.length + long.length + undocumented.length + wordy.length > 0 ? 1 : 0;
