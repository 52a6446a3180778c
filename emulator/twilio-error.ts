/** A failure with Twilio's error code: https://www.twilio.com/docs/api/errors */
export abstract class CodedError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** A refusal of a request, with Twilio's HTTP status. */
export class TwilioError extends CodedError {
  override readonly name = 'TwilioError';

  constructor(
    readonly status: number,
    code: number,
    message: string,
  ) {
    super(code, message);
  }
}

/** The refusal of an address that names nothing (20404), in Twilio's words. */
export function notFound(path: string): TwilioError {
  return new TwilioError(404, 20404, `The requested resource ${path} was not found`);
}
