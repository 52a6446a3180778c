import { CodedError } from '../twilio-error.ts';

/** A failed `<Play>` or `<Say>`, with Twilio's error code (https://www.twilio.com/docs/api/errors). */
export class ClipError extends CodedError {
  override readonly name = 'ClipError';
}
