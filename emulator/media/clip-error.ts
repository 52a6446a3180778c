/** A failed `<Play>` or `<Say>`, with Twilio's error code (https://www.twilio.com/docs/api/errors). */
export class ClipError extends Error {
  override readonly name = 'ClipError';
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}
