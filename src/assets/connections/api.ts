import { browserKey } from '../browser/browser-key.ts';
import { type Word, errorWord } from '../words/words.ts';

/** The service refused a request or could not be reached. `code` is the API's stable code, or `offline`. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly code: string;
  readonly word: Word;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.word = errorWord(code);
  }
}

/** What the page says about a request that failed. */
export function wordOf(error: unknown): Word {
  return error instanceof RefusedError ? error.word : 'error.unknown';
}

/** Asks the service: `path` as in `session/start`. */
export type Ask = <T>(path: string, body?: object) => Promise<T>;

interface ApiOptions {
  readonly fetch: typeof fetch;
  /** Called whenever the service says that the session is over. */
  readonly sessionEnded: () => void;
  /** Gets the service's clock with each answer. */
  readonly clock: (serverTime: number) => void;
}

const TIMEOUT_SECONDS = 15;

/**
 * The page's one way to the service.
 * @throws RefusedError from every request that did not succeed
 */
export function createApi({ fetch, sessionEnded, clock }: ApiOptions): Ask {
  return async function ask<T>(path: string, body: object = {}): Promise<T> {
    const response = await send(fetch, path, body);
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) clock(date);
    if (response.ok) return (await response.json()) as T;
    const error = await readError(response);
    if (error.code === 'not-signed-in' && path !== 'session/start') sessionEnded();
    throw error;
  };
}

/**
 * The service takes a body for JSON when it has a truth value, whatever its headers say. A link or a form has none. And a
 * session counts only together with the key of the browser in which it began.
 */
export function jsonBody(body: object): string {
  return JSON.stringify({ ...body, json: true, browser: browserKey() });
}

async function send(fetch: ApiOptions['fetch'], path: string, body: object): Promise<Response> {
  try {
    return await fetch(`/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: jsonBody(body),
      signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000),
    });
  } catch {
    throw new RefusedError('offline', `${path} did not reach the service`);
  }
}

async function readError(response: Response): Promise<RefusedError> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = isErrorBody(body) ? body.error : undefined;
  const code = error?.code ?? (response.status === 401 ? 'not-signed-in' : 'unknown');
  return new RefusedError(code, error?.message ?? `The service answered ${response.status}`);
}

function isErrorBody(body: unknown): body is { error: { code: string; message: string } } {
  const error = (body as { error?: { code?: unknown } } | undefined)?.error;
  return typeof error?.code === 'string';
}
