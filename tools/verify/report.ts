import type { Observation } from './experiment.ts';
import type { TransferFigures } from '../demo/figures.ts';
import { scrubbed } from './scrub.ts';

/** Everything that a run found out. It names no person, number, account or object, so that it can be sent to others. */
export interface Report {
  readonly date: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly beliefs: readonly Observation[];
  readonly facts: readonly Observation[];
  readonly story?: TransferFigures | { readonly problem: string };
}

/** The table that a person reads. */
export function tableOf(observations: readonly Observation[]): readonly string[] {
  const rows = observations.map(rowOf);
  const head = ['', 'Name', 'This account', 'Local Twilio', '', 'Took', 'Measured'];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function rowOf(observation: Observation): readonly string[] {
  const { kind, name, local, same, seconds, details = {}, needsPerson } = observation;
  if (needsPerson !== undefined) return [kind, name, answerOf(observation), local, '', '', ''];
  const measured = Object.entries(details).map(([what, value]) => `${what} ${value}`);
  return [
    kind,
    name,
    answerOf(observation),
    local,
    same ? 'same' : 'differs',
    `${seconds.toFixed(1)} s`,
    measured.join(', '),
  ];
}

/** What this account does, in words. */
export function answerOf({ observed, needsPerson }: Observation): string {
  return observed ?? (needsPerson === undefined ? 'not found out' : 'cannot be decided without a person');
}

/** Further facts for a person: why something could not be found out. */
export function problemsOf(observations: readonly Observation[]): readonly string[] {
  return observations.flatMap(({ name, problem, needsPerson }) => {
    const why = problem ?? needsPerson;
    return why ? [`${name}: ${why}`] : [];
  });
}

/** The report as text, for `twilio-observed.json`. */
export function textOf(report: Report): string {
  return `${scrubbed(JSON.stringify(report, undefined, 2))}\n`;
}

/**
 * The product holds under every setting of a belief, and under no other answer to a fact. What could not be seen is a finding
 * as well.
 */
export function isGood({ beliefs, facts, story }: Report): boolean {
  const isSeen = beliefs.every(({ observed, needsPerson }) => observed ?? needsPerson);
  return isSeen && facts.every(({ same }) => same) && !(story && 'problem' in story);
}
