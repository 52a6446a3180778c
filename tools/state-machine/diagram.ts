/** An arrow of a diagram, from a state to another by something that happens. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly by: string;
}

/** A state diagram in Mermaid's words: between two states one arrow, which names all that leads there. */
export function diagram(arrows: readonly Arrow[]): string {
  const states = [...new Set(arrows.flatMap(({ from, to }) => [from, to]))];
  const nameOf = (state: string) => `s${states.indexOf(state) + 1}`;
  const labels = new Map<string, Set<string>>();
  for (const { from, to, by } of arrows) {
    const way = `${nameOf(from)} --> ${nameOf(to)}`;
    labels.set(way, (labels.get(way) ?? new Set()).add(by));
  }
  const lines = [
    'stateDiagram-v2',
    ...states.map((state) => `  state "${state}" as ${nameOf(state)}`),
    ...[...labels].map(([way, by]) => `  ${way}: ${[...by].join(', ')}`),
  ];
  return ['```mermaid', ...lines, '```'].join('\n');
}

/** A table in Markdown, its columns aligned as the formatter aligns them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[], filler = ' ') =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filler)).join(' | ')} |`;
  return [
    line(head),
    line(
      head.map(() => '-'),
      '-',
    ),
    ...rows.map((row) => line(row)),
  ].join('\n');
}
