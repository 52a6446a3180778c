interface Nested {
  [name: string]: Value;
}
type Value = string | Value[] | Nested;

/** Brackets beyond this depth belong to the last name, as in `qs`. */
const DEEPEST = 5;

/**
 * Reads a query in which names nest: `a[b]=1&c[]=2&d=3&d=4` is `{ a: { b: '1' }, c: ['2'], d: ['3', '4'] }`. Express, on which
 * the runtime handler runs, reads queries so. https://expressjs.com/en/4x/api.html#app.settings.table
 */
export function nestedQuery(query: URLSearchParams): Nested {
  const all: Nested = {};
  for (const [name, value] of query) put(all, pathOf(name), value);
  return all;
}

function pathOf(name: string): readonly string[] {
  const [, first = name, rest = ''] = /^([^[]+)((?:\[[^[\]]*\])+)$/.exec(name) ?? [];
  const inner = [...rest.matchAll(/\[([^[\]]*)\]/g)].map(([, each = '']) => each);
  const beyond = inner.slice(DEEPEST).map((each) => `[${each}]`);
  return [first, ...inner.slice(0, DEEPEST), ...(beyond.length > 0 ? [beyond.join('')] : [])];
}

function put(into: Nested, [name = '', ...rest]: readonly string[], value: string): void {
  if (name === '__proto__') return;
  const before = Object.hasOwn(into, name) ? into[name] : undefined;
  if (rest.length === 0) into[name] = before === undefined ? value : [before, value].flat();
  else if (rest[0] === '') into[name] = [before ?? [], value].flat();
  else {
    const inner = typeof before === 'object' && !Array.isArray(before) ? before : {};
    into[name] = inner;
    put(inner, rest, value);
  }
}
