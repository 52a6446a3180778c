import type { Twilio } from 'twilio';
import type * as TwilioLibrary from 'twilio';
import type { ClientOpts } from 'twilio/lib/base/BaseTwilio.js';
import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type { Clock } from '../clock.ts';
import type { HttpHandler, HttpRequest, HttpResponse } from '../http.ts';
import type { Invocation } from './invocation.ts';

/** The HTTP client that the helper library expects. */
export type RestClient = Pick<RequestClient, 'request'>;
/** Makes the client for one `getTwilioClient(options)`. Absent, the library's own is used: real HTTP. */
export type RestTransport = (options: ClientOpts) => RestClient;
type RestRequest = Parameters<RestClient['request']>[0];
type RestResponse = Awaited<ReturnType<RestClient['request']>>;

/** The library's own default. */
const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * The helper library's way to the REST API without a socket, for simulations and fast tests. Requests time out on
 * the clock, with the error that the library's own client would throw.
 */
export function inProcessRest(rest: HttpHandler, clock: Clock): RestTransport {
  return (options) => ({
    request: async (request) => {
      const limit = request.timeout ?? options.timeout ?? DEFAULT_TIMEOUT_MS;
      return restResponse(await withTimeout(clock, limit, rest(httpRequest(request)))) as never;
    },
  });
}

function withTimeout<T>(clock: Clock, ms: number, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => {
      reject(Object.assign(new Error(`timeout of ${ms}ms exceeded`), { code: 'ECONNABORTED' }));
    });
    answer.then(resolve, reject).finally(cancel);
  });
}

/** A client of the deployed app's helper library, with every request counted to the invocation. */
export function clientFor(
  twilio: typeof TwilioLibrary,
  invocation: Invocation,
  credentials: { readonly accountSid: string; readonly authToken: string },
  through: RestTransport | undefined,
  options: ClientOpts = {},
): Twilio {
  const inner = options.httpClient ?? through?.(options) ?? new twilio.RequestClient(options);
  const counted = {
    request: (request: RestRequest) =>
      invocation.rest(`${request.method.toUpperCase()} ${request.uri.replace(/^https?:\/\//, '')}`, () =>
        inner.request(request),
      ),
  };
  const { accountSid, authToken } = credentials;
  return new twilio.Twilio(accountSid, authToken, {
    ...options,
    httpClient: counted as unknown as RequestClient,
  });
}

function httpRequest(request: RestRequest): HttpRequest {
  const { hostname, pathname, searchParams } = new URL(request.uri);
  const basic = Buffer.from(`${request.username ?? ''}:${request.password ?? ''}`).toString('base64');
  const headers: Record<string, string> = { authorization: `Basic ${basic}` };
  const given = (request.headers ?? {}) as Record<string, string>;
  for (const name of Object.keys(given)) headers[name.toLowerCase()] = given[name] ?? '';
  return {
    method: request.method.toUpperCase(),
    host: hostname,
    path: pathname,
    query: withFields(searchParams, request.params),
    headers,
    body: Buffer.from(withFields(new URLSearchParams(), request.data).toString()),
  };
}

type Field = Scalar | readonly Scalar[];
type Scalar = string | number | boolean | undefined;

/** Writes fields as the library's own client does: undefined is left out, an array is repeated. */
function withFields(form: URLSearchParams, data: unknown): URLSearchParams {
  const fields = (data ?? {}) as Record<string, Field>;
  for (const name of Object.keys(fields)) {
    for (const value of [fields[name]].flat()) if (value !== undefined) form.append(name, String(value));
  }
  return form;
}

function restResponse(response: HttpResponse): RestResponse {
  const text = String(response.body);
  const isJson = String(response.headers['content-type'] ?? '').includes('json');
  return {
    statusCode: response.status,
    body: isJson && text !== '' ? (JSON.parse(text) as unknown) : text,
    headers: response.headers,
  };
}
