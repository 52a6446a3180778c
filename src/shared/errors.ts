import type { RefusalCode } from '../core/model/decision.ts';

/** Every code that the page may get. The codes are stable; the words are for people. */
export type ErrorCode =
  | RefusalCode
  | 'not-signed-in'
  | 'wrong-passcode'
  | 'code-needed'
  | 'second-factor-missing'
  | 'passcode-too-short'
  | 'passcode-too-simple'
  | 'passcode-too-common'
  | 'not-allowed'
  | 'cross-site'
  | 'not-json'
  | 'too-big'
  | 'bad-request'
  | 'on-a-call'
  | 'outside-limit'
  | 'message-unknown'
  | 'not-configured'
  | 'twilio-trouble';

/** Each code with its HTTP status and its words. */
export const ERRORS: Readonly<Record<ErrorCode, readonly [status: number, words: string]>> = {
  'call-not-found': [404, 'This call does not exist any more.'],
  'call-ended': [409, 'This call has ended.'],
  'not-your-call': [403, 'You are not on this call.'],
  'transfer-open': [409, 'A transfer is under way already. Complete or cancel it first.'],
  'no-transfer': [409, 'There is no transfer under way.'],
  'target-not-on-line': [409, 'Your colleague is not on the line yet.'],
  'target-is-you': [409, 'You cannot transfer a call to yourself.'],
  'target-unknown': [404, 'There is nobody of that name in the directory.'],
  'target-busy': [409, 'Your colleague is on another call.'],
  'target-offline': [409, 'Your colleague is not available.'],
  'nobody-available': [409, 'Nobody is available at the moment.'],
  'already-on-call': [409, 'Your colleague is on this call already.'],
  'party-unknown': [404, 'That party is not on this call any more.'],
  'not-ringing-you': [409, 'This call is not ringing at your place any more.'],
  'call-full': [409, 'This call has as many people as it can hold. Remove somebody first.'],
  'try-again': [409, 'Something else happened on this call at the same moment. Try again.'],
  'not-signed-in': [401, 'Sign in first.'],
  'wrong-passcode': [401, 'Name or passcode is wrong. After several wrong tries, wait a minute.'],
  'code-needed': [401, 'Send the code of your authenticator too.'],
  'second-factor-missing': [
    403,
    'Your role needs an authenticator. Ask whoever runs this service for a key.',
  ],
  'passcode-too-short': [400, 'The new passcode needs at least 12 characters.'],
  'passcode-too-simple': [400, 'The new passcode needs at least 5 different characters.'],
  'passcode-too-common': [
    400,
    'The new passcode is guessed soon: use no common words, names or keys in a row.',
  ],
  'not-allowed': [403, 'Your role does not allow this.'],
  'cross-site': [403, 'This request did not come from the agent page.'],
  'not-json': [415, 'Send JSON with "json": true in it, and the content type application/json.'],
  'too-big': [413, 'The request is too big.'],
  'bad-request': [400, 'The request is not well formed.'],
  'on-a-call': [409, 'Your presence follows your call until it is over.'],
  'outside-limit': [
    429,
    'You have called many outside numbers in the last hour. Wait a while, or ask a colleague.',
  ],
  'message-unknown': [404, 'This message does not exist any more.'],
  'not-configured': [500, 'The service is not fully configured.'],
  'twilio-trouble': [503, 'The telephone service did not answer. Try again.'],
};

/** An answer to the page other than success. `detail` adds this case's own words to the standard ones. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    detail?: string,
  ) {
    const [status, words] = ERRORS[code];
    super(detail === undefined ? words : `${words} ${detail}`);
    this.status = status;
  }
}

/** Environment variables are missing or wrong. The message names each and says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
