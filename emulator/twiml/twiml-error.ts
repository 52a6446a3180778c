import { CodedError } from '../twilio-error.ts';

/** A document that Twilio refuses, with its error code: https://www.twilio.com/docs/api/errors */
export class TwimlError extends CodedError {
  override readonly name = 'TwimlError';
}
