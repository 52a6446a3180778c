import { validateRequest, validateRequestWithBody } from 'twilio/lib/webhooks/webhooks.js';
import type { HttpRequest } from '../http.ts';
import { formOf } from './event.ts';

/**
 * Whether the request carries Twilio's signature for its public address.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function isSigned(request: HttpRequest, domainName: string, authToken: string): boolean {
  const signature = request.headers['x-twilio-signature'];
  if (signature === undefined) return false;
  const query = request.query.size > 0 ? `?${request.rawQuery ?? request.query}` : '';
  const url = `https://${domainName}${request.path}${query}`;
  if (request.query.has('bodySHA256')) {
    return validateRequestWithBody(authToken, signature, url, request.body.toString());
  }
  return validateRequest(authToken, signature, url, request.method === 'POST' ? (formOf(request) ?? {}) : {});
}
