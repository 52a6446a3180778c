/** One measured figure: a person's wait in milliseconds, and its budget. */
export interface Figure {
  readonly what: string;
  /** The median of all rounds. */
  readonly milliseconds: number;
  readonly atMost?: number;
}

/** The middle of several figures; of an even number, the slower one. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A table of figures, each with its budget where it has one. */
export function table(title: string, figures: readonly Figure[]): string {
  const lines = figures.map(({ what, milliseconds, atMost }) => {
    const budget = atMost === undefined ? '' : `at most ${atMost}`.padStart(16);
    return `${what.padEnd(44)} ${String(Math.round(milliseconds)).padStart(6)}${budget}`;
  });
  return ['', title, ...lines].join('\n');
}

/** The broken budgets, in words. A figure that could not be measured breaks its own. */
export function brokenBudgets(figures: readonly Figure[]): readonly string[] {
  return figures.flatMap(({ what, milliseconds, atMost }) =>
    atMost === undefined || milliseconds <= atMost
      ? []
      : [`${what}: ${Math.round(milliseconds)} ms, where ${atMost} ms are allowed.`],
  );
}
