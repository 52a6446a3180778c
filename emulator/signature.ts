import { createHmac } from 'node:crypto';

/**
 * The `X-Twilio-Signature` of a request: HMAC-SHA1 over the URL and the sorted form parameters.
 * https://www.twilio.com/docs/usage/security#validating-requests
 */
export function signature(
  authToken: string,
  url: string,
  params: Readonly<Record<string, string>> = {},
): string {
  const pairs = Object.keys(params).toSorted();
  const signed = pairs.reduce((text, key) => text + key + params[key], url);
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
