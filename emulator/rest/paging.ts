import type { RestInput } from './router.ts';

/** One page of a collection and where it lies: https://www.twilio.com/docs/usage/twilios-response#pagination */
export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly start: number;
}

/** Cuts out the page that `Page` and `PageSize` ask for. */
export function pageOf<T>(items: readonly T[], { form }: RestInput, largest = 1000): Page<T> {
  const asked = Number(form.get('PageSize') ?? 50);
  const pageSize = Math.min(largest, Math.max(1, Number.isFinite(asked) ? Math.floor(asked) : 50));
  const page = Math.max(0, Math.floor(Number(form.get('Page') ?? 0)) || 0);
  const start = page * pageSize;
  return { items: items.slice(start, start + pageSize), page, pageSize, total: items.length, start };
}

/** The address of another page of the same list, with every filter kept. */
export function pageUri({ request }: RestInput, changes: Readonly<Record<string, string | number>>): string {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, String(value));
  return `${request.path}?${query}`;
}

/** The envelope of the 2010 API around one page. */
export function legacyEnvelope<T>(
  input: RestInput,
  key: string,
  page: Page<T>,
  serialize: (item: T) => unknown,
) {
  const uri = (number: number) =>
    pageUri(input, { PageSize: page.pageSize, Page: number, PageToken: `P${number}` });
  const end = page.start + page.items.length;
  return {
    first_page_uri: pageUri(input, { PageSize: page.pageSize, Page: 0 }),
    end: Math.max(page.start, end - 1),
    previous_page_uri: page.page > 0 ? uri(page.page - 1) : null,
    [key]: page.items.map(serialize),
    uri: pageUri(input, { PageSize: page.pageSize, Page: page.page }),
    page_size: page.pageSize,
    start: page.start,
    next_page_uri: end < page.total ? uri(page.page + 1) : null,
    page: page.page,
  };
}

/** The envelope of the v1 APIs around one page. */
export function envelope<T>(input: RestInput, key: string, page: Page<T>, serialize: (item: T) => unknown) {
  const url = (number: number) =>
    `https://${input.request.host}${pageUri(input, { PageSize: page.pageSize, Page: number })}`;
  const more = page.start + page.items.length < page.total;
  return {
    meta: {
      page: page.page,
      page_size: page.pageSize,
      first_page_url: url(0),
      previous_page_url: page.page > 0 ? url(page.page - 1) : null,
      url: url(page.page),
      next_page_url: more ? url(page.page + 1) : null,
      key,
    },
    [key]: page.items.map(serialize),
  };
}
