/** What a Function hands back to the platform. */
export type Callback = (error: null, response: object) => void;

/** A Function's own signature, reduced to what is used. */
export type FunctionHandler<C> = (context: C, event: Incoming, callback: Callback) => Promise<void>;

/** The request as the platform merges it: query and body beside each other, and the headers apart. */
export interface Incoming {
  readonly [parameter: string]: unknown;
  readonly request?: {
    readonly headers?: Readonly<Record<string, string | undefined>>;
    readonly cookies?: Readonly<Record<string, string | undefined>>;
  };
}

/** A TwiML document. Always 200: for anything else the caller would hear an error. */
export function twimlResponse(twiml: string): object {
  const response = new Twilio.Response();
  response.appendHeader('Content-Type', 'text/xml; charset=utf-8');
  return response.setBody(twiml);
}

/** A JSON answer that nothing may keep, with a cookie to set if there is one. */
export function jsonResponse(status: number, body: object, cookie?: string): object {
  const response = new Twilio.Response();
  response.setStatusCode(status);
  response.appendHeader('Content-Type', 'application/json; charset=utf-8');
  response.appendHeader('Cache-Control', 'no-store');
  response.appendHeader('X-Content-Type-Options', 'nosniff');
  if (cookie !== undefined) response.appendHeader('Set-Cookie', cookie);
  return response.setBody(body);
}
