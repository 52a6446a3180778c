import type { RestInput } from './router.ts';

/** One page of a collection and where it lies: https://www.twilio.com/docs/usage/twilios-response#pagination */
export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
  readonly start: number;
}

/**
 * Cuts out the page that `PageToken` or, without one, `Page` asks for. A token names the resource before the page
 * (`PA`) or after it (`PB`). So a new resource at the front repeats no row.
 */
export function pageOf<T>(items: readonly T[], { form }: RestInput, largest = 1000): Page<T> {
  const asked = Number(form.get('PageSize') ?? 50);
  const pageSize = Math.min(largest, Math.max(1, Number.isFinite(asked) ? Math.floor(asked) : 50));
  const page = Math.max(0, Math.floor(Number(form.get('Page') ?? 0)) || 0);
  const start = placeOf(items, form.get('PageToken') ?? '', pageSize) ?? page * pageSize;
  return { items: items.slice(start, start + pageSize), page, pageSize, total: items.length, start };
}

function placeOf<T>(items: readonly T[], token: string, pageSize: number): number | undefined {
  const [, side, name] = /^P([AB])(.+)$/s.exec(token) ?? [];
  if (name === undefined) return undefined;
  const at = items.findIndex((item) => nameOf(item) === name);
  if (at < 0) return undefined;
  return side === 'A' ? at + 1 : Math.max(0, at - pageSize);
}

/** The name of the item in a token. */
function nameOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { sid, callSid, iso_code: country } = item as Readonly<Record<string, string | undefined>>;
  const name = sid ?? callSid ?? country;
  if (name === undefined) throw new Error('A token cannot name this resource.');
  return name;
}

/** The tokens of the pages beside this one; undefined where there is none. */
function tokensOf<T>({ items, start, total }: Page<T>): {
  readonly next?: string;
  readonly previous?: string;
} {
  return {
    ...(items.length > 0 && start + items.length < total && { next: `PA${nameOf(items.at(-1))}` }),
    ...(items.length > 0 && start > 0 && { previous: `PB${nameOf(items[0])}` }),
  };
}

/** The address of another page of the same list, with every filter kept. */
export function pageUri({ request }: RestInput, changes: Readonly<Record<string, string | number>>): string {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, String(value));
  return `${request.path}?${query}`;
}

function withoutToken(input: RestInput): RestInput {
  const query = new URLSearchParams(input.request.query);
  query.delete('PageToken');
  return { ...input, request: { ...input.request, query } };
}

/** The envelope of the 2010 API around one page. */
export function legacyEnvelope<T>(
  input: RestInput,
  key: string,
  page: Page<T>,
  serialize: (item: T) => unknown,
) {
  const { next, previous } = tokensOf(page);
  const uri = (number: number, token: string) =>
    pageUri(input, { PageSize: page.pageSize, Page: Math.max(0, number), PageToken: token });
  const end = page.start + page.items.length;
  return {
    first_page_uri: pageUri(withoutToken(input), { PageSize: page.pageSize, Page: 0 }),
    end: Math.max(page.start, end - 1),
    previous_page_uri: previous ? uri(page.page - 1, previous) : null,
    [key]: page.items.map(serialize),
    uri: pageUri(input, { PageSize: page.pageSize, Page: page.page }),
    page_size: page.pageSize,
    start: page.start,
    next_page_uri: next ? uri(page.page + 1, next) : null,
    page: page.page,
  };
}

/** The envelope of the v1 APIs around one page. */
export function envelope<T>(input: RestInput, key: string, page: Page<T>, serialize: (item: T) => unknown) {
  const { next, previous } = tokensOf(page);
  const url = (number: number, token?: string) => {
    const place = { PageSize: page.pageSize, Page: Math.max(0, number), ...(token && { PageToken: token }) };
    return `https://${input.request.host}${pageUri(number === 0 ? withoutToken(input) : input, place)}`;
  };
  return {
    meta: {
      page: page.page,
      page_size: page.pageSize,
      first_page_url: url(0),
      previous_page_url: previous ? url(page.page - 1, previous) : null,
      url: url(page.page),
      next_page_url: next ? url(page.page + 1, next) : null,
      key,
    },
    [key]: page.items.map(serialize),
  };
}
