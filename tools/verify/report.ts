import type { Observation } from './experiment.ts';
import type { StoryResult } from './play-story.ts';

/** Everything that a run found out. It names no person, number, account or object, so that it can be sent to others. */
export interface Report {
  readonly date: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly beliefs: readonly Observation[];
  readonly story?: StoryResult | { readonly problem: string };
}

/** The table that a person reads. */
export function tableOf(observations: readonly Observation[]): readonly string[] {
  const rows = observations.map(({ belief, observed, local, same, seconds }) => [
    belief,
    observed ?? 'not found out',
    local,
    same ? 'same' : 'differs',
    `${seconds.toFixed(1)} s`,
  ]);
  const all = [['Belief', 'This account', 'Local Twilio', '', 'Took'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Further facts for a person: why something could not be found out. */
export function problemsOf(observations: readonly Observation[]): readonly string[] {
  return observations.flatMap(({ belief, problem }) => (problem ? [`${belief}: ${scrubbed(problem)}`] : []));
}

/** The report as text, for `twilio-observed.json`. */
export function textOf(report: Report): string {
  return `${scrubbed(JSON.stringify(report, undefined, 2))}\n`;
}

/** Takes out SIDs, phone numbers and hosts of services, wherever an error's words may have them. */
export function scrubbed(text: string): string {
  return text
    .replaceAll(/\b[A-Z]{2}[0-9a-f]{32}\b/g, '<sid>')
    .replaceAll(/\+\d{7,15}\b/g, '<number>')
    .replaceAll(/\b[\w-]+\.twil\.io\b/g, '<host>')
    .replaceAll(/\bwtverify_\w+/g, '<identity>');
}
