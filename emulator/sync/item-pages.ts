import type { SyncItem, SyncObject } from './objects.ts';

/** The items of a list or map that a request asks for. */
export interface ItemQuery {
  readonly order: string;
  readonly from?: string | undefined;
  readonly bounds: string;
  readonly pageSize: number;
  /** The last key of the page before. */
  readonly token?: string | undefined;
}

/** The requested items in order, and the keys at which the next and previous pages begin. */
export function itemPage(
  object: SyncObject,
  query: ItemQuery,
): { items: SyncItem[]; next: string | null; previous: string | null } {
  const sign = query.order === 'desc' ? -1 : 1;
  const compare = (a: string | number, b: string | number) => (a === b ? 0 : a < b ? -sign : sign);
  const asKey = (text: string) => (object.kind === 'list' ? Number(text) : text);
  const start = query.token ?? query.from;
  const least = query.token === undefined && query.bounds === 'exclusive' ? 1 : 0;
  const all = [...object.items.values()].toSorted((a, b) => compare(a.key, b.key));
  const items = all.filter((item) => start === undefined || compare(item.key, asKey(start)) >= least);
  const after = items[query.pageSize];
  const first = all.length - items.length;
  const before = first > 0 ? all[Math.max(0, first - query.pageSize)] : undefined;
  return {
    items: items.slice(0, query.pageSize),
    next: after ? String(after.key) : null,
    previous: before ? String(before.key) : null,
  };
}
