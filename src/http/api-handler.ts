import type { PageConfig } from '../config.ts';
import type { Session } from '../auth/sessions.ts';
import * as v from 'valibot';
import { startBudget } from '../call/budget.ts';
import { pageConfig } from '../config.ts';
import { ApiError, ConfigError } from '../shared/errors.ts';
import { errorFields, log } from '../shared/log.ts';
import type { Sound } from '../twilio/recording-sound.ts';
import { answering } from './answering.ts';
import {
  failedResponse,
  jsonResponse,
  soundResponse,
  type FunctionHandler,
  type Incoming,
} from './response.ts';
import { connect, type Context, type Service } from './service.ts';
import { type Comparison, sessionOf } from './session-of.ts';

/** A request of the page that has passed the checks. */
export interface ApiRequest<Body> extends Service {
  readonly body: Body;
  readonly config: PageConfig;
  readonly now: number;
  /** As in `/api/desk`. */
  readonly path: string;
  /** The browser's own key; pages of an earlier version send none. */
  readonly browser: string | undefined;
}

/** The answer of a route: a JSON body, and a cookie to set. */
export interface ApiAnswer {
  readonly body: object;
  readonly cookie?: string;
}

type Schema = v.GenericSchema<unknown, object>;
type Run<S extends Schema, Who> = (request: ApiRequest<v.InferOutput<S>>, who: Who) => Promise<ApiAnswer>;

/** The limit of a body, in bytes. No request of the page is near it. */
const LARGEST_BYTES = 8192;
/** An answer repeats so much of the names that a request uses. */
const LONGEST_NAME = 40;
const MOST_NAMES = 8;
/** A random value of at least 128 bits. */
const BROWSER_KEY = /^[\w-]{22,64}$/;

/**
 * Wraps a Function of the page that only signed-in agents may use.
 * @param comparison of each session with its account; it may depend on the body
 */
export function apiHandler<S extends Schema>(
  schema: S,
  run: Run<S, Session>,
  comparison: (body: v.InferOutput<S>) => Comparison = () => 'at-once',
): FunctionHandler<Context> {
  return openApiHandler(schema, async (request, event) => {
    const session = await sessionOf(event, request, request.browser, comparison(request.body));
    const answer = await run(request, session.value).catch(tellOfRefusedRole(request, session.value));
    return session.cookie === undefined ? answer : { cookie: session.cookie, ...answer };
  });
}

function tellOfRefusedRole({ stores, path }: ApiRequest<unknown>, { agent }: Session) {
  return async (error: unknown): Promise<never> => {
    if (error instanceof ApiError && error.code === 'not-allowed')
      await stores.security.record({ what: 'role-refused', agent, path });
    throw error;
  };
}

/** Wraps a Function of the page that needs no session. It checks origin, form and size, and answers every error. */
export function openApiHandler<S extends Schema>(schema: S, run: Run<S, Incoming>): FunctionHandler<Context> {
  return apiFunction(async (context, event) => {
    const request = requestOf(context, checkedBody(schema, event), browserKeyIn(event));
    const answer = await run(request, event);
    return jsonResponse(200, answer.body, answer.cookie);
  });
}

/** A Function that answers refusals and faults in the form that the page understands. */
function apiFunction(work: (context: Context, event: Incoming) => Promise<object>): FunctionHandler<Context> {
  return answering(async (context, event) => {
    try {
      return await work(context, event);
    } catch (error) {
      return errorResponse(error, context);
    }
  }, failedResponse);
}

function requestOf<Body>(context: Context, body: Body, browser?: string): ApiRequest<Body> {
  const config = pageConfig(context);
  const budget = startBudget();
  const path = String(context['PATH']);
  return { ...connect(context, config, budget), body, config, now: budget.now(), path, browser };
}

function errorResponse(error: unknown, context: Context): object {
  const { status, code, message } = refusalOf(error, String(context['PATH']));
  return jsonResponse(status, { error: { code, message } });
}

/**
 * Wraps a Function that a signed-in page asks for sound, by `<audio src>`. It is a GET, so the fields are in the
 * address, and it may change nothing.
 */
export function soundHandler<S extends Schema>(
  schema: S,
  run: (request: ApiRequest<v.InferOutput<S>>) => Promise<Sound>,
): FunctionHandler<Context> {
  return apiFunction(async (context, event) => {
    const request = requestOf(context, checkedFields(schema, event));
    await sessionOf(event, request, 'any', 'at-once');
    const { sound, type } = await run(request);
    return soundResponse(sound, type);
  });
}

/** @throws ApiError `not-allowed` for everybody else */
export function onlySupervisors(session: Session): void {
  if (session.role !== 'supervisor') throw new ApiError('not-allowed');
}

/**
 * The platform lets an address replace the request's headers and cookies: `?request[headers][content-type]=...`. So a
 * truth value in the body proves that it is JSON: no address and no form can carry one. Another site's page cannot send
 * JSON together with cookies, and a cookie that the answer sets would be lost.
 */
function checkedBody<S extends Schema>(schema: S, event: Incoming): v.InferOutput<S> {
  const headers = event.request?.headers ?? {};
  const isJson = event['json'] === true && /^application\/json\b/i.test(headers['content-type'] ?? '');
  if (!isJson) throw new ApiError('not-json');
  if (Number(headers['content-length'] ?? 0) > LARGEST_BYTES) throw new ApiError('too-big');
  return checkedFields(schema, event);
}

function checkedFields<S extends Schema>(schema: S, event: Incoming): v.InferOutput<S> {
  const { request, json: _json, browser: _browser, ...fields } = event;
  const site = request?.headers?.['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw new ApiError('cross-site');
  if (sizeOf(fields) > LARGEST_BYTES) throw new ApiError('too-big');
  const parsed = v.safeParse(schema, fields);
  if (parsed.success) return parsed.output;
  throw new ApiError('bad-request', bodyProblems(parsed.issues));
}

/** JSON that nests very deeply can be read, and cannot be written. */
function sizeOf(fields: object): number {
  try {
    return JSON.stringify(fields).length;
  } catch {
    return Infinity;
  }
}

function browserKeyIn({ browser }: Incoming): string | undefined {
  if (browser === undefined) return undefined;
  if (typeof browser === 'string' && BROWSER_KEY.test(browser)) return browser;
  throw new ApiError('bad-request', 'Wrong or missing: browser.');
}

/** Names the fields, never their contents. */
function bodyProblems(issues: readonly v.BaseIssue<unknown>[]): string {
  const fields = issues.map((issue) => v.getDotPath(issue) ?? 'the body');
  const names = [...new Set(fields)].map((name) => name.slice(0, LONGEST_NAME));
  return `Wrong or missing: ${names.slice(0, MOST_NAMES).join(', ')}.`;
}

function refusalOf(error: unknown, path: string): ApiError {
  if (error instanceof ApiError) return error;
  log('error', 'page request failed', { path, ...errorFields(error) });
  return error instanceof ConfigError
    ? new ApiError('not-configured', error.message)
    : new ApiError('twilio-trouble');
}
