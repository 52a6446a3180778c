import type { HttpResponse } from '../http.ts';
import { FunctionResponse } from './function-response.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const ONE_DAY_S = 24 * 60 * 60;

/** The value that a Function gave to its callback, as the platform sends it. */
export function answerOf(payload: unknown): HttpResponse {
  if (payload instanceof FunctionResponse) return customAnswer(payload);
  if (typeof payload === 'string') return plainAnswer(200, payload);
  if (isTwiml(payload))
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: payload.toString() };
  return { status: 200, headers: JSON_TYPE, body: payload === undefined ? '' : JSON.stringify(payload) };
}

/** The answer for an error that was thrown or given to the callback. The platform does not hide the stack. */
export function errorAnswer(error: unknown): HttpResponse {
  if (!isErrorLike(error)) return plainAnswer(500, typeof error === 'string' ? error : JSON.stringify(error));
  const { message, name, stack } = error;
  return { status: 500, headers: JSON_TYPE, body: JSON.stringify({ message, name, stack }) };
}

export function plainAnswer(status: number, body: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}

function customAnswer(response: FunctionResponse): HttpResponse {
  const body = serialized(response);
  const named = Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const { 'set-cookie': cookies, ...headers } = Object.fromEntries(named);
  return {
    status: response.statusCode,
    headers: {
      'content-type': 'text/plain',
      ...headers,
      ...(cookies !== undefined && { 'set-cookie': [cookies].flat().map(platformCookie) }),
    },
    body,
  };
}

/**
 * Under exactly the type `application/json` any body becomes JSON, a string too. Under any other type it must be text
 * or bytes. https://github.com/twilio-labs/serverless-toolkit/issues/391
 * @throws TypeError for an object of another type: https://www.twilio.com/docs/api/errors/82005
 */
function serialized({ headers, body }: FunctionResponse): string | Buffer {
  if (headers['Content-Type'] === JSON_TYPE['content-type']) return JSON.stringify(body);
  if (body === null || body === undefined) return '';
  if (typeof body === 'string' || Buffer.isBuffer(body)) return body;
  throw new TypeError(`The body of a Response must be a string or a Buffer, not ${typeof body}`);
}

/**
 * The cookie with HttpOnly and Secure, and without a Domain of its own.
 * https://www.twilio.com/docs/serverless/functions-assets/functions/headers-and-cookies/limitations
 * @throws when it would live longer than 24 hours
 */
function platformCookie(cookie: string): string {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
  const age = attributes.find((attribute) => /^max-age=/i.test(attribute))?.slice('max-age='.length);
  if (Number(age) > ONE_DAY_S) throw new Error('Cookie Max-Age cannot be more than 24 hours');
  const own = attributes.filter((attribute) => !/^(domain=|httponly$|secure$)/i.test(attribute));
  return [pair, ...own, 'HttpOnly', 'Secure'].join('; ');
}

/** TwiML of any copy of the helper library. An instanceof check would know only one copy. */
function isTwiml(payload: unknown): payload is { toString(): string } {
  if (typeof payload !== 'object' || payload === null) return false;
  return /^(Voice|Messaging|Fax)Response$/.test(payload.constructor?.name ?? '');
}

/**
 * Functions may run in another realm, as under a test runner. Then their errors are no instances of this realm's Error.
 */
function isErrorLike(error: unknown): error is Error {
  return typeof error === 'object' && error !== null && 'message' in error && 'stack' in error;
}
