import { runJest, type Outcome } from './run-jest.ts';

/**
 * Plays the browser part, or the files of these names, again and again. After each round it says how often each test
 * failed.
 * @param times how many rounds
 */
export async function repeat(
  times: number,
  chosen: { readonly browser?: string | undefined; readonly names: readonly string[] },
): Promise<readonly Outcome[]> {
  const rounds: Outcome[] = [];
  for (let round = 1; round <= times; round += 1) {
    const began = Date.now();
    const outcome = await runJest('browser', chosen);
    rounds.push(outcome);
    const seconds = Math.round((Date.now() - began) / 1000);
    console.log(
      `Round ${round} of ${times}: ${outcome.passed} passed, ${outcome.failed} failed (${seconds} s)`,
    );
  }
  for (const line of tally(rounds)) console.log(line);
  return rounds;
}

/** Each failed test with the number of its failures, the most frequent first. */
export function tally(rounds: readonly Outcome[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of rounds.flatMap(({ failures }) => failures))
    counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, one], [, other]) => other - one);
  return sorted.map(([name, count]) => `FAILED ${count} of ${rounds.length}: ${name}`);
}
