/** A document that Twilio refuses, with its error code: https://www.twilio.com/docs/api/errors */
export class TwimlError extends Error {
  override readonly name = 'TwimlError';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
