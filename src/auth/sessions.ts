import type { AgentId, Instant } from '../core/model/ids.ts';
import type { Account } from './account.ts';
import { createHash } from 'node:crypto';
import { readToken, signedToken } from './signed-token.ts';

/** The agent who asks, as their session cookie proves. */
export interface Session {
  readonly agent: AgentId;
  readonly name: string;
  readonly role: Account['role'];
  readonly epoch: Account['epoch'];
  /** When it was last compared with the account. */
  readonly checkedAt: Instant;
  readonly endsAt: Instant;
  /** The browser in which the agent signed in: see `browserOf`. Sessions of an earlier version have none. */
  readonly browser?: string;
}

/**
 * The name has no `__Host-` prefix: the platform may set a Domain, and browsers would then refuse the cookie.
 * https://www.twilio.com/docs/serverless/functions-assets/functions/headers-and-cookies/limitations
 */
export const COOKIE = 'session';
const LONGEST_MS = 12 * 3600 * 1000;
/**
 * The age at which a session is compared with its account again. So a disabled agent's session ends within a minute.
 */
const FRESH_MS = 45_000;
const ISSUER = 'warm-transfer';

/** A new session for an agent who has just signed in. @param browser see `browserOf` */
export function newSession({ id, name, role, epoch }: Account, browser: string, now: Instant): Session {
  return { agent: id, name, role, epoch, checkedAt: now, endsAt: now + LONGEST_MS, browser };
}

/**
 * What a session and an account keep of a browser. The key itself, a random value, is kept by the browser's page alone,
 * which sends it with each request. So a cookie that another host plants there is of no use: it lacks this browser's key.
 */
export function browserOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

/** Whether the session must be compared with the account again. */
export function isStale(session: Session, now: Instant): boolean {
  return now - session.checkedAt > FRESH_MS;
}

/** The session as the account allows it now; undefined when it has been ended. */
export function renewed(session: Session, account: Account | undefined, now: Instant): Session | undefined {
  if (!account || account.disabled || account.epoch !== session.epoch) return undefined;
  return { ...session, name: account.name, role: account.role, checkedAt: now };
}

/**
 * The `Set-Cookie` header that keeps the session.
 * @param idleMinutes the cookie ends after so many minutes unless a request of the page renews it; 0: with the session
 */
export function sessionCookie(session: Session, secret: string, now: Instant, idleMinutes = 0): string {
  const { agent, ...claims } = session;
  const end = idleMinutes > 0 ? Math.min(session.endsAt, now + idleMinutes * 60_000) : session.endsAt;
  const about = { iss: ISSUER, sub: agent, exp: Math.floor(end / 1000) };
  const token = signedToken({ ...claims, ...about }, secret);
  return cookie(token, Math.max(0, Math.floor((end - now) / 1000)));
}

/** The `Set-Cookie` header that forgets the session. */
export function noCookie(): string {
  return cookie('', 0);
}

/** What came of the value of a cookie. */
type Read = Session | 'expired' | 'forged';

/** The session that a cookie's value proves. One that we did not sign counts as forged. */
export function readSession(token: string, secret: string, now: Instant): Read {
  const read = readToken(token, secret, now);
  if (typeof read === 'string') return read;
  const { sub, exp, iss, ...claims } = read;
  // A session of an earlier version ends with its cookie.
  return iss === ISSUER ? ({ endsAt: Number(exp) * 1000, ...claims, agent: sub } as Session) : 'forged';
}

function cookie(value: string, maxAge: number): string {
  return `${COOKIE}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; Secure; SameSite=Strict`;
}
