type Headers = Record<string, string | string[]>;

const COOKIES = 'Set-Cookie';

/**
 * `Twilio.Response` as Functions know it: names of headers keep their case, so that `content-type` is not `Content-Type`.
 * https://www.twilio.com/docs/serverless/functions-assets/functions/invocation#construct-a-response
 * https://github.com/twilio-labs/serverless-toolkit/blob/main/packages/runtime-handler/src/dev-runtime/internal/response.ts
 */
export class FunctionResponse {
  statusCode: number;
  body: unknown;
  headers: Headers = {};

  constructor(given: { statusCode?: number; body?: unknown; headers?: Headers } = {}) {
    this.statusCode = given.statusCode ?? 200;
    this.body = given.body ?? null;
    this.setHeaders(given.headers ?? {});
  }

  setStatusCode(statusCode: number): this {
    this.statusCode = statusCode;
    return this;
  }

  setBody(body: unknown): this {
    this.body = body;
    return this;
  }

  setHeaders(headers: Headers): this {
    this.headers = {};
    for (const [name, value] of Object.entries(headers)) this.appendHeader(name, value);
    return this;
  }

  /** Adds a value to those that the header has. @throws when the value is an object */
  appendHeader(name: string, value: string | string[]): this {
    if (typeof value === 'object' && !Array.isArray(value))
      throw new Error('Header value cannot be an object');
    const key = name.toLowerCase() === COOKIES.toLowerCase() ? COOKIES : name;
    const before = this.headers[key];
    this.headers[key] = before === undefined ? value : [before, value].flat();
    return this;
  }

  setCookie(name: string, value: string, attributes: string[] = []): this {
    return this.appendHeader(COOKIES, [`${name}=${value}`, ...attributes].join(';'));
  }

  removeCookie(name: string): this {
    const others = [this.headers[COOKIES] ?? []].flat().filter((cookie) => !cookie.startsWith(`${name}=`));
    this.headers[COOKIES] = [...others, `${name}=;Max-Age=0`];
    return this;
  }
}
