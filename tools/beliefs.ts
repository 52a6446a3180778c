/** `npm run beliefs`: writes what Twilio does not document, and what breaks under it, into docs/emulator-differences.md. */
import './terminal/node-version.cjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Belief, BELIEFS } from '../emulator/beliefs.ts';
import { takesNoArguments } from './terminal/no-arguments.ts';

/** Where the page lies. */
export const DIFFERENCES = join(__dirname, '../docs/emulator-differences.md');

const BEGIN = '<!-- beliefs: written by `npm run beliefs` -->';
const END = '<!-- /beliefs -->';

/** The page with its part about beliefs as it should be now. @throws Error when the page has no such part */
export function withBeliefs(page: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`The page lacks ${BEGIN} or ${END}.`);
  const lines = Object.entries<Belief>(BELIEFS).map(([name, belief]) => lineOf(name, belief));
  return `${before}${BEGIN}\n\n${lines.join('\n')}\n\n${END}${after}`;
}

/** One link for each address. */
function sourcesIn(source: string): string {
  return source
    .split(', ')
    .map((address) => `[source](${address})`)
    .join(', ');
}

function lineOf(name: string, { question, known, source, settings, needsPerson }: Belief): string {
  const [usual, ...others] = settings.map((setting) => `\`${setting}\``);
  const undecided = needsPerson ? ` No experiment decides it. ${needsPerson}` : '';
  return `- **${name}**: ${question} ${known} (${sourcesIn(source)}) The local Twilio: ${usual}; or ${others.join(' or ')}.${undecided}`;
}

if (require.main === module) {
  takesNoArguments(
    'npm run beliefs',
    'Write what Twilio does not document into docs/emulator-differences.md.',
  );
  writeFileSync(DIFFERENCES, withBeliefs(readFileSync(DIFFERENCES, 'utf8')));
}
