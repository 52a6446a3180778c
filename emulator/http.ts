/** A request as every part of the emulator sees it. It came over a socket, or straight from a simulation. */
export interface HttpRequest {
  readonly method: string;
  /** The host asked for, without port: `api.twilio.com`, `sync.twilio.com`, `localhost`, ... */
  readonly host: string;
  /** Still percent-encoded, without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The query exactly as it was written, without `?`, if known. Signatures cover it. */
  readonly rawQuery?: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer | string;
}

/** Answers requests: the REST API, the Functions host and the console are one each. */
export type HttpHandler = (request: HttpRequest) => Promise<HttpResponse>;

/**
 * Sends a request to an absolute URL and resolves with whatever status comes back.
 * Rejects with an error whose `code` is `ECONNREFUSED`, `ETIMEDOUT` or `ENOTFOUND` when nothing answered.
 */
export type HttpClient = (
  url: string,
  request: { method: string; headers: Record<string, string>; body: string; timeoutMs: number },
) => Promise<HttpResponse>;
