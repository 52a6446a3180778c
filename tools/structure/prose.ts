import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A sentence that nobody understands at the first reading. CONTRIBUTING asks for 20 words; this is where the check fails. */
const MOST_WORDS = 25;

/** Pages that a command writes, and the history. */
const NOT_READ = /^(CHANGELOG|docs\/guarantees|docs\/state-machine)\.md$/;

export interface LongSentence {
  readonly file: string;
  readonly sentence: string;
  readonly words: number;
}

/** The sentences of every page and comment in the repository that are too long. @param root its folder */
export function longSentencesIn(root: string): readonly LongSentence[] {
  const files = execFileSync('git', ['ls-files', '*.md', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' });
  return files
    .split('\n')
    .filter((file) => file !== '' && !NOT_READ.test(file))
    .flatMap((file) => longSentences(file, readFileSync(join(root, file), 'utf8')));
}

/** Those of one file. */
export function longSentences(file: string, text: string): readonly LongSentence[] {
  const paragraphs = file.endsWith('.md') ? paragraphsOfPage(text) : paragraphsOfComments(text);
  return paragraphs
    .flatMap((paragraph) => cleaned(paragraph).split(/(?<=[.!?:;])\s+/))
    .map((sentence) => ({
      file,
      sentence,
      words: sentence.split(' ').filter((word) => /\w/.test(word)).length,
    }))
    .filter(({ words }) => words > MOST_WORDS);
}

/** Without code, tables, headings and HTML. An item of a list is a paragraph of its own. */
function paragraphsOfPage(text: string): readonly string[] {
  return text
    .replaceAll(/^```[^]*?^```/gm, '')
    .split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)/)
    .filter((paragraph) => !/^(\||#|<|\s{4}\S)/.test(paragraph.replace(/^\n+/, '')));
}

/** Each comment that begins a line, apart by its tags. */
function paragraphsOfComments(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^\s*\/\*\*?([^]*?)\*\//gm)].map(([, inside = '']) =>
    inside.replaceAll(/^\s*\* ?/gm, ''),
  );
  const lines = [...text.matchAll(/(?:^[ \t]*\/\/ .*\n)+/gm)].map(([run]) =>
    run.replaceAll(/^\s*\/\/ /gm, ''),
  );
  return [...blocks, ...lines].flatMap((comment) =>
    comment.split(/\n\s*\n|\n(?=- )|(?=@(?:param|returns|throws)\b)/),
  );
}

function cleaned(paragraph: string): string {
  return paragraph
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/`[^`]*`/g, 'code')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
