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

/** A TwiML document. Its status is always 200, because after any other the party on the line would hear an error. */
export function twimlResponse(twiml: string): object {
  const response = new Twilio.Response();
  response.appendHeader('Content-Type', 'text/xml; charset=utf-8');
  return response.setBody(twiml);
}

/** No cache may keep an answer. No other site may read it, and no browser may show it as a page. */
const JSON_HEADERS = {
  // Exactly this type: with a charset the platform does not turn the body into JSON.
  // https://github.com/twilio-labs/serverless-toolkit/issues/391
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
} as const;

/** The Function could do nothing now. */
export function failedResponse(): object {
  const response = new Twilio.Response();
  response.setStatusCode(503);
  return response;
}

/** The request does not prove that it may be made. */
export function refusedResponse(): object {
  const response = new Twilio.Response();
  response.setStatusCode(403);
  return response;
}

/** A JSON answer, with a cookie to set if there is one. */
export function jsonResponse(status: number, body: object, cookie?: string): object {
  const response = new Twilio.Response();
  response.setStatusCode(status);
  for (const [name, value] of Object.entries(JSON_HEADERS)) response.appendHeader(name, value);
  if (cookie !== undefined) response.appendHeader('Set-Cookie', cookie);
  return response.setBody(body);
}

/** Sound that only the agent's browser may keep for a while. */
export function soundResponse(sound: Buffer, type: string): object {
  const response = new Twilio.Response();
  response.appendHeader('Content-Type', type);
  response.appendHeader('Cache-Control', 'private, max-age=600');
  response.appendHeader('X-Content-Type-Options', 'nosniff');
  response.appendHeader('Cross-Origin-Resource-Policy', 'same-origin');
  return response.setBody(sound);
}
