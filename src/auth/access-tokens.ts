import type { AgentId, Instant } from '../core/call.ts';
import type { PageConfig } from '../config.ts';
import AccessToken from 'twilio/lib/jwt/AccessToken';

const HOUR_SECONDS = 3600;

/** What a page needs to ring, to call back into its own call and to read its state. */
export interface PageToken {
  readonly token: string;
  readonly identity: AgentId;
  readonly expiresAt: Instant;
}

/** One access token for Voice and Sync, for an hour. It allows calls only through the application, which checks who calls. */
export function pageToken(config: PageConfig, identity: AgentId, now: Instant): PageToken {
  const token = new AccessToken(config.accountSid, config.apiKeySid, config.apiKeySecret, {
    identity,
    ttl: HOUR_SECONDS,
  });
  const outgoingApplicationSid = config.twimlAppSid;
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid }));
  token.addGrant(new AccessToken.SyncGrant({ serviceSid: config.syncServiceSid }));
  return { token: token.toJwt(), identity, expiresAt: now + HOUR_SECONDS * 1000 };
}
