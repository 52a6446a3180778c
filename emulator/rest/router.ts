import type { HttpHandler, HttpRequest, HttpResponse } from '../http.ts';
import { notFound, TwilioError } from '../twilio-error.ts';

/** A request that matched a route. */
export interface RestInput {
  readonly request: HttpRequest;
  /** The path's variables, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The form's fields, or the query's for a GET. */
  readonly form: URLSearchParams;
}

/** The answer of an action: `json` is serialised, `body` is sent as it is. Without both it is empty. */
export interface RestReply {
  readonly status?: number;
  readonly json?: unknown;
  readonly body?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One line of a table of routes; variables of the path are written `:name`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly run: (input: RestInput) => RestReply | Promise<RestReply>;
}

/** A host's table of routes as a handler. Unknown paths and refusals are thrown as TwilioError, for createRest to answer. */
export function routed(routes: readonly Route[]): RoutedHandler {
  const table = new Map<string, Entry[]>();
  for (const route of routes) {
    const shape = shapeOf(route);
    table.set(shape, [...(table.get(shape) ?? []), entryOf(route)]);
  }
  const handle: HttpHandler = async (request) => {
    for (const { run, pattern, names } of table.get(shapeOf(request)) ?? []) {
      const match = pattern.exec(request.path);
      if (match)
        return rendered(await run({ request, params: paramsOf(names, match), form: formOf(request) }));
    }
    const isOther = [...table.values()].flat().some(({ pattern }) => pattern.test(request.path));
    throw isOther ? new TwilioError(405, 20004, 'Method not allowed') : notFound(request.path);
  };
  return Object.assign(handle, { routes });
}

/** A handler that knows its routes. */
type RoutedHandler = HttpHandler & { readonly routes: readonly Route[] };

/** A route with the names of its variables, in the order in which its pattern captures them. */
interface Entry {
  readonly run: Route['run'];
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Only routes of a request's own method and depth are tried. */
function shapeOf({ method, path }: { readonly method: string; readonly path: string }): string {
  const depth = path.split('/').length - (path.endsWith('/') ? 1 : 0);
  return `${method} ${depth}`;
}

/** A path's variable. The route's pattern guarantees it. */
export function param(input: RestInput, name: string): string {
  return input.params[name] ?? '';
}

function entryOf({ path, run }: Route): Entry {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const source = path.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '([^/]+?)');
  return { run, names, pattern: new RegExp(`^${source}/?$`) };
}

function paramsOf(names: readonly string[], match: RegExpExecArray): Record<string, string> {
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) params[name] = decodeURIComponent(match[index + 1] ?? '');
  return params;
}

/** Old helper libraries post their fields as multipart. */
function formOf({ method, query, headers, body }: HttpRequest): URLSearchParams {
  if (method === 'GET') return query;
  const type = headers['content-type'] ?? '';
  return type.startsWith('multipart/form-data') ? fieldsOf(body, type) : new URLSearchParams(body.toString());
}

/** The fields of a multipart form, without its files. https://www.rfc-editor.org/rfc/rfc7578 */
function fieldsOf(body: Buffer, type: string): URLSearchParams {
  const boundary = /boundary="?([^";]+)/.exec(type)?.[1] ?? '';
  const fields = new URLSearchParams();
  for (const part of body.toString('latin1').split(`--${boundary}`)) {
    const [, head = '', content = ''] = /^\r\n(.*?)\r\n\r\n(.*)\r\n$/s.exec(part) ?? [];
    const name = /[; ]name="([^"]*)"/.exec(head)?.[1];
    if (name !== undefined && !head.includes('filename='))
      fields.append(name, Buffer.from(content, 'latin1').toString());
  }
  return fields;
}

function rendered({ status = 200, json, body, headers = {} }: RestReply): HttpResponse {
  if (json === undefined) return { status, headers, body: body ?? '' };
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) };
}
