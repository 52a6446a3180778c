import type { SourceFile } from './source.ts';

/** Finds circles of imports, of types and of values. Each is the list of its files, with the first again at the end. */
export function circles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const search = new Search(new Map(files.map(({ path, imports }) => [path, imports])));
  for (const { path } of files) search.visit(path);
  return search.found;
}

/** A walk along the imports that notes where it comes back to a file it is still in. */
class Search {
  readonly found: (readonly string[])[] = [];
  readonly #done = new Set<string>();
  readonly #path: string[] = [];

  constructor(private readonly imports: ReadonlyMap<string, readonly string[]>) {}

  visit(file: string): void {
    const at = this.#path.indexOf(file);
    if (at >= 0) this.found.push([...this.#path.slice(at), file]);
    if (at >= 0 || this.#done.has(file)) return;
    this.#path.push(file);
    for (const next of this.imports.get(file) ?? []) this.visit(next);
    this.#path.pop();
    this.#done.add(file);
  }
}
