import type { Instant } from '../core/model/ids.ts';
import type { PageConfig } from '../config.ts';
import { signedToken } from './signed-token.ts';

const HOUR_SECONDS = 3600;

/** What a page needs to ring, to rejoin its own call and to read its state. */
export interface PageToken {
  readonly token: string;
  readonly identity: string;
  readonly expiresAt: Instant;
}

/** The key that signs a token, and the services that it opens. */
type TokenConfig = Pick<
  PageConfig,
  'accountSid' | 'apiKeySid' | 'apiKeySecret' | 'twimlAppSid' | 'syncServiceSid'
>;

/**
 * One access token for Voice and Sync, for an hour. It allows calls only through the TwiML application, which checks
 * the agent. The helper library's `AccessToken` makes the same, but brings a hundred kilobytes.
 * https://www.twilio.com/docs/iam/access-tokens
 */
export function pageToken(config: TokenConfig, identity: string, now: Instant): PageToken {
  const issuedAt = Math.floor(now / 1000);
  const expiresAt = issuedAt + HOUR_SECONDS;
  const grants = {
    identity,
    voice: { incoming: { allow: true }, outgoing: { application_sid: config.twimlAppSid } },
    data_sync: { service_sid: config.syncServiceSid },
  };
  const claims = {
    jti: `${config.apiKeySid}-${issuedAt}`,
    iss: config.apiKeySid,
    sub: config.accountSid,
    iat: issuedAt,
    exp: expiresAt,
    grants,
  };
  const token = signedToken(claims, config.apiKeySecret, { cty: 'twilio-fpa;v=1' });
  return { token, identity, expiresAt: expiresAt * 1000 };
}
