/**
 * `Twilio.Response` as Functions know it.
 * https://www.twilio.com/docs/serverless/functions-assets/functions/invocation#construct-a-response
 */
export class FunctionResponse {
  statusCode: number;
  body: unknown;
  headers: Record<string, string | string[]> = {};

  constructor(
    given: { statusCode?: number; body?: unknown; headers?: Record<string, string | string[]> } = {},
  ) {
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

  setHeaders(headers: Record<string, string | string[]>): this {
    this.headers = {};
    for (const [name, value] of Object.entries(headers)) this.appendHeader(name, value);
    return this;
  }

  /** Adds a value to those that the header has. @throws when the value is an object */
  appendHeader(name: string, value: string | string[]): this {
    if (typeof value === 'object' && !Array.isArray(value))
      throw new Error('Header value cannot be an object');
    const key = name.toLowerCase();
    const before = this.headers[key];
    this.headers[key] = before === undefined ? value : [before, value].flat();
    return this;
  }

  setCookie(name: string, value: string, attributes: string[] = []): this {
    return this.appendHeader('set-cookie', [`${name}=${value}`, ...attributes].join(';'));
  }

  removeCookie(name: string): this {
    const others = [this.headers['set-cookie'] ?? []]
      .flat()
      .filter((cookie) => !cookie.startsWith(`${name}=`));
    this.headers['set-cookie'] = [...others, `${name}=;Max-Age=0`];
    return this;
  }
}
