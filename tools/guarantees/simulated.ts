import { type Figures, longestAlone } from '../../simulation/figures.ts';
import { lastRecorded } from '../../simulation/recorded.ts';

/**
 * Rows about a page by itself, or about two pages of one agent. Simulated agents have one page, whose tokens do not run
 * out.
 */
const NOT_PLAYED: ReadonlySet<number> = new Set([24, 25]);

/** A line on how often a row came up in the last long simulation, if there was one. */
export function timesSimulated(row: number): readonly string[] {
  if (NOT_PLAYED.has(row)) return ['- not simulated'];
  const run = lastRecorded();
  if (!run) return [];
  const times = run.figures.rows[row] ?? 0;
  return [
    `- simulated: ${WHAT[row] ?? 'came up'} ${count(times)} times in ${count(run.figures.calls)} calls`,
  ];
}

/** Where a row is counted by what went wrong. */
const WHAT: Readonly<Record<number, string>> = {
  19: 'refused',
  20: 'the same click was sent twice',
  21: 'webhooks were struck',
  22: 'REST requests were struck',
  23: 'a caller came while nothing could be stored,',
};

/** The figures of the last long simulation as a table, if there was one. */
export function recordedFigures(): readonly string[] {
  const run = lastRecorded();
  if (!run) return [];
  const { seed, faults, figures } = run;
  const command = `npm run simulate -- --calls ${figures.calls} --seed ${seed} --faults ${faults}`;
  const intro = `The last long run, \`${command}\`, in which every promise was kept:`;
  return [intro, table([['What', 'How much'], ...rowsOf(figures)])];
}

/** As the formatter likes it. */
function table(rows: readonly (readonly [string, string])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return lines.toSpliced(1, 0, rule).join('\n');
}

function rowsOf(figures: Figures): readonly (readonly [string, string])[] {
  const each = (total: number): string => (total / figures.calls).toFixed(1);
  return [
    ['calls', `${count(figures.calls)} in ${count(figures.scenarios)} scenarios`],
    [
      'virtual time',
      `${count(Math.round(figures.virtualSeconds / 3600))} h, ${count(figures.steps)} steps checked`,
    ],
    ['talked with an agent', count(figures.talked)],
    ['lost their last agent', count(figures.rescues)],
    ['left a message', count(figures.voicemails)],
    ['longest with neither agent nor music', `${(longestAlone(figures) / 1000).toFixed(1)} s`],
    ['per call: Function invocations', each(figures.invocations)],
    ['per call: REST requests', each(figures.restRequests)],
    ['per call: Sync writes', each(figures.syncWrites)],
    ['largest call document', `${count(figures.largestDocument)} bytes`],
  ];
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
