/** A request that Twilio refuses: the REST API answers it with `status` and `code`. https://www.twilio.com/docs/api/errors */
export class TwilioError extends Error {
  override readonly name = 'TwilioError';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** What the REST API says of a resource that does not exist. */
export function notFound(uri: string): TwilioError {
  return new TwilioError(404, 20404, `The requested resource ${uri} was not found`);
}
