/**
 * Says where a name of `src/` has two meanings, and where files import each other in a circle. Fails if there is any.
 */
import './terminal/node-version.cjs';
import { join } from 'node:path';
import { circles } from './structure/circles.ts';
import { sharedNames } from './structure/names.ts';
import { sourceFiles } from './structure/source.ts';
import { longTitles } from './structure/titles.ts';

const ROOT = join(__dirname, '..');

const shared = sharedNames(sourceFiles(ROOT, ['src']));
const long = longTitles(join(ROOT, 'tests'));
const round = circles(sourceFiles(ROOT, ['src', 'emulator']));
for (const { name, files } of shared) console.log(`${name} is declared in ${files.join(', ')}`);
for (const circle of round) console.log(`a circle of imports: ${circle.join(' -> ')}`);
for (const { file, title } of long) console.log(`a title of ${title.length} letters in ${file}: ${title}`);
console.log(
  `${shared.length} names with two meanings, ${round.length} circles of imports, ${long.length} long titles`,
);
process.exitCode = shared.length + round.length + long.length > 0 ? 1 : 0;
