/** An impossible request about a phone. The message says what to do instead; `status` is for HTTP. */
export class PhoneError extends Error {
  override readonly name = 'PhoneError';
  readonly status: 400 | 404 | 409;

  constructor(status: 400 | 404 | 409, message: string) {
    super(message);
    this.status = status;
  }
}
