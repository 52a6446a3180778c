import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import type { Account } from './account.ts';
import { CodedError } from './twilio-error.ts';

/** The content of a valid access token: https://www.twilio.com/docs/iam/access-tokens */
export interface AccessToken {
  /** Empty in a Voice token that may only call out. */
  readonly identity: string;
  /** Seconds left at the moment of checking. */
  readonly ttl: number;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  readonly voice?: {
    readonly incoming: boolean;
    readonly outgoingApplicationSid?: string;
    readonly outgoingParams?: Readonly<Record<string, string>>;
  };
  readonly syncServiceSid?: string;
}

/** An access token that Twilio would refuse, with its code (https://www.twilio.com/docs/api/errors/20101 and following). */
export class TokenError extends CodedError {
  override readonly name = 'TokenError';
}

const LONGEST_LIFE_S = 24 * 3600;

interface Grants {
  readonly identity?: unknown;
  readonly voice?: {
    readonly incoming?: { readonly allow?: boolean };
    readonly outgoing?: { readonly application_sid?: string; readonly params?: Record<string, string> };
  };
  readonly data_sync?: { readonly service_sid?: string };
}

/**
 * Checks an access token as the Voice and Sync gateways do.
 * @param now milliseconds since the Unix epoch
 * @throws TokenError with Twilio's code: 20101 malformed, 20102 header, 20103 issuer or subject, 20104 expired,
 *   20105 not yet valid, 20106 grants, 20107 signature, 20157 longer than 24 h
 */
export async function verifyAccessToken(jwt: string, account: Account, now: number): Promise<AccessToken> {
  const secret = secretFor(jwt, account);
  const payload = await checked(jwt, secret, now);
  const expiresAt = Number(payload.exp) * 1000;
  const grants = grantsOf(payload);
  return {
    identity: typeof grants.identity === 'string' ? grants.identity : '',
    // Rounded up, so that a new token seems at most one second shorter.
    ttl: Math.ceil((expiresAt - now) / 1000),
    expiresAt,
    ...(grants.voice && { voice: voiceOf(grants.voice) }),
    ...(grants.data_sync?.service_sid && { syncServiceSid: grants.data_sync.service_sid }),
  };
}

/** Reads the unverified token far enough to know whose key signed it. */
function secretFor(jwt: string, account: Account): Uint8Array {
  const { header, payload } = decoded(jwt);
  if (header.alg !== 'HS256' || header.cty !== 'twilio-fpa;v=1') {
    throw new TokenError(20102, 'Invalid Access Token header');
  }
  const key = account.apiKeys.get(payload.iss ?? '');
  if (!key || payload.sub !== account.accountSid) {
    throw new TokenError(20103, 'Invalid Access Token issuer/subject');
  }
  return new TextEncoder().encode(key.secret);
}

function decoded(jwt: string) {
  try {
    return { header: decodeProtectedHeader(jwt), payload: decodeJwt(jwt) };
  } catch {
    throw new TokenError(20101, 'Invalid Access Token');
  }
}

async function checked(jwt: string, secret: Uint8Array, now: number): Promise<JWTPayload> {
  try {
    const options = { algorithms: ['HS256'], currentDate: new Date(now), requiredClaims: ['exp'] };
    const { payload } = await jwtVerify(jwt, secret, options);
    const since = payload.nbf ?? payload.iat ?? now / 1000;
    if (Number(payload.exp) - since > LONGEST_LIFE_S) {
      throw new TokenError(20157, 'Expiration Time in the Access Token Exceeds Maximum Time Allowed');
    }
    return payload;
  } catch (error) {
    throw refusal(error);
  }
}

function refusal(error: unknown): TokenError {
  if (error instanceof TokenError) return error;
  if (error instanceof errors.JWTExpired) return new TokenError(20104, 'Access Token expired');
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new TokenError(20107, 'Invalid Access Token signature');
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf') {
    return new TokenError(20105, 'Access Token not yet valid');
  }
  return new TokenError(20101, 'Invalid Access Token');
}

function grantsOf(payload: JWTPayload): Grants {
  const grants = payload['grants'] as Grants | undefined;
  const isNamed = typeof grants?.identity === 'string' && grants.identity !== '';
  const mayCallOut = grants?.voice?.outgoing?.application_sid !== undefined && !grants.data_sync;
  if (!grants || (!isNamed && !mayCallOut)) throw new TokenError(20106, 'Invalid Access Token grants');
  return grants;
}

function voiceOf(grant: NonNullable<Grants['voice']>): NonNullable<AccessToken['voice']> {
  const { application_sid: applicationSid, params } = grant.outgoing ?? {};
  return {
    incoming: grant.incoming?.allow === true,
    ...(applicationSid && { outgoingApplicationSid: applicationSid }),
    ...(params && { outgoingParams: params }),
  };
}
