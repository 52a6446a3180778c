import type { HttpHandler, HttpRequest, HttpResponse } from '../http.ts';
import { notFound } from './twilio-error.ts';

/** A request that matched a route. */
export interface RestInput {
  readonly request: HttpRequest;
  /** The path's variables, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** The form's fields, or the query's for a GET. */
  readonly form: URLSearchParams;
}

/** What an action answers: `json` is serialised, `body` is sent as it is, neither is an empty answer. */
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
export function routed(routes: readonly Route[]): HttpHandler {
  const table = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }));
  return async (request) => {
    for (const { method, pattern, run } of table) {
      const match = method === request.method ? pattern.exec(request.path) : null;
      if (match) return rendered(await run({ request, params: decodedParams(match), form: formOf(request) }));
    }
    throw notFound(request.path);
  };
}

/** A path's variable, which the route's pattern promises to be there. */
export function param(input: RestInput, name: string): string {
  return input.params[name] ?? '';
}

function patternOf(path: string): RegExp {
  const source = path.replaceAll('.', String.raw`\.`).replaceAll(/:(\w+)/g, '(?<$1>[^/]+?)');
  return new RegExp(`^${source}/?$`);
}

function decodedParams(match: RegExpExecArray): Record<string, string> {
  return Object.fromEntries(
    Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}

function formOf(request: HttpRequest): URLSearchParams {
  return request.method === 'GET' ? request.query : new URLSearchParams(request.body.toString());
}

function rendered({ status = 200, json, body, headers = {} }: RestReply): HttpResponse {
  if (json === undefined) return { status, headers, body: body ?? '' };
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) };
}
