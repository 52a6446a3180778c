/** How often something happened, and how long it took, in milliseconds. */
export interface Summary {
  readonly count: number;
  readonly median: number;
  readonly longest: number;
}

/** @param times in milliseconds, in any order */
export function summaryOf(times: readonly number[]): Summary {
  const sorted = times.toSorted((one, other) => one - other);
  return {
    count: sorted.length,
    median: sorted[Math.floor(sorted.length / 2)] ?? 0,
    longest: sorted.at(-1) ?? 0,
  };
}
