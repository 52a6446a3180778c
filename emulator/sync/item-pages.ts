import type { SyncItem, SyncObject } from './objects.ts';

/** Which items of a list or map are asked for. */
export interface ItemQuery {
  readonly order: string;
  readonly from?: string | undefined;
  readonly bounds: string;
  readonly pageSize: number;
  /** The key that the page before left off at. */
  readonly token?: string | undefined;
}

/** The items asked for in order, and the key to go on from. */
export function itemPage(object: SyncObject, query: ItemQuery): { items: SyncItem[]; next: string | null } {
  const sign = query.order === 'desc' ? -1 : 1;
  const compare = (a: string | number, b: string | number) => (a === b ? 0 : a < b ? -sign : sign);
  const asKey = (text: string) => (object.kind === 'list' ? Number(text) : text);
  const start = query.token ?? query.from;
  const least = query.token === undefined && query.bounds === 'exclusive' ? 1 : 0;
  const items = [...object.items.values()]
    .filter((item) => start === undefined || compare(item.key, asKey(start)) >= least)
    .toSorted((a, b) => compare(a.key, b.key));
  const after = items[query.pageSize];
  return { items: items.slice(0, query.pageSize), next: after ? String(after.key) : null };
}
