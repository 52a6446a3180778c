import { parse } from 'node:querystring';
import type { HttpRequest } from '../http.ts';
import { nestedQuery } from './nested-query.ts';

/** Headers that the platform keeps from Functions: .../functions/headers-and-cookies/limitations */
const HIDDEN = new Set(
  (
    'connection proxy-connection expect host proxy-authorization proxy-authenticate referer trailer ' +
    'transfer-encoding upgrade via x-real-ip'
  ).split(' '),
);
const HIDDEN_PREFIXES = ['x-accel-', 'x-forwarded-', 'i-twilio-'];

/**
 * The `event` of a Function: query, then form or JSON, over `request` with headers and cookies. A field can replace
 * `request`. Names with brackets nest in the query and not in a form, as the runtime handler reads them.
 * https://github.com/twilio-labs/serverless-toolkit/blob/main/packages/runtime-handler/src/dev-runtime/route.ts
 */
export function eventOf(request: HttpRequest): Record<string, unknown> {
  return {
    request: { headers: visibleHeaders(request.headers), cookies: cookiesOf(request.headers['cookie']) },
    ...nestedQuery(request.query),
    ...bodyOf(request),
  };
}

/** The form's fields where the body is a form. */
export function formOf(request: HttpRequest): Record<string, string | string[]> | undefined {
  const isForm = mediaType(request) === 'application/x-www-form-urlencoded';
  return isForm ? (parse(request.body.toString()) as Record<string, string | string[]>) : undefined;
}

/** @throws SyntaxError when a JSON body does not parse */
function bodyOf(request: HttpRequest): Record<string, unknown> {
  if (request.body.length === 0) return {};
  const form = formOf(request);
  if (form) return { ...form };
  if (mediaType(request) !== 'application/json') return {};
  const json: unknown = JSON.parse(request.body.toString());
  return typeof json === 'object' ? { ...json } : {};
}

function mediaType(request: HttpRequest): string {
  return (request.headers['content-type'] ?? '').replace(/;.*$/s, '').trim().toLowerCase();
}

function visibleHeaders(headers: HttpRequest['headers']): Record<string, string> {
  const shown = Object.entries(headers).filter(
    ([name]) => !HIDDEN.has(name) && !HIDDEN_PREFIXES.some((prefix) => name.startsWith(prefix)),
  );
  return Object.fromEntries(shown);
}

function cookiesOf(header = ''): Record<string, string> {
  const pairs = header.split(';').flatMap((part) => {
    const at = part.indexOf('=');
    return at < 0 ? [] : [[part.slice(0, at).trim(), decoded(part.slice(at + 1).trim())] as const];
  });
  return Object.fromEntries(pairs);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
