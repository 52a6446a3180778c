import type { SourceFile } from './source.ts';

/** A name that several files declare. */
export interface SharedName {
  readonly name: string;
  readonly files: readonly string[];
}

/** Names that may stand for two things, each with the reason; ten at most. */
export const ALLOWED: ReadonlyMap<string, string> = new Map();

/**
 * Finds names that more than one file declares at its top level, so that each name keeps one meaning.
 * @param allowed names that are left out
 */
export function sharedNames(
  files: readonly SourceFile[],
  allowed: ReadonlyMap<string, string> = ALLOWED,
): readonly SharedName[] {
  const places = new Map<string, Set<string>>();
  for (const { path, declares } of files) {
    for (const name of declares) places.set(name, (places.get(name) ?? new Set()).add(path));
  }
  return [...places]
    .filter(([name, paths]) => paths.size > 1 && !allowed.has(name))
    .map(([name, paths]) => ({ name, files: [...paths] }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}
