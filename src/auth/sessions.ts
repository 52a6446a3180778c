import type { AgentId, Instant } from '../core/model/ids.ts';
import type { Account } from './account.ts';
import { SignJWT } from 'jose/jwt/sign';
import { jwtVerify } from 'jose/jwt/verify';

/** The agent who asks, as their session cookie proves. */
export interface Session {
  readonly agent: AgentId;
  readonly name: string;
  readonly role: Account['role'];
  readonly epoch: Account['epoch'];
  /** When it was last compared with the account. */
  readonly checkedAt: Instant;
  readonly endsAt: Instant;
}

/** The name has no `__Host-` prefix: the platform sets a Domain, and browsers would refuse the cookie. */
export const COOKIE = 'session';
const LONGEST_MS = 12 * 3600 * 1000;
/**
 * The age at which a session is compared with its account again. So a disabled agent's session ends within a minute.
 */
const FRESH_MS = 45_000;
const ISSUER = 'warm-transfer';

/** A new session for an agent who has just signed in. */
export function newSession({ id, name, role, epoch }: Account, now: Instant): Session {
  return { agent: id, name, role, epoch, checkedAt: now, endsAt: now + LONGEST_MS };
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

/** The `Set-Cookie` header that keeps the session. */
export async function sessionCookie(session: Session, secret: string, now: Instant): Promise<string> {
  const { agent, endsAt, ...claims } = session;
  const token = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setSubject(agent)
    .setExpirationTime(Math.floor(endsAt / 1000))
    .sign(keyOf(secret));
  return cookie(token, Math.max(0, Math.floor((endsAt - now) / 1000)));
}

/** The `Set-Cookie` header that forgets the session. */
export function noCookie(): string {
  return cookie('', 0);
}

/** The session that a cookie's value proves; undefined when it is forged, expired or not ours. */
export async function readSession(
  token: string | undefined,
  secret: string,
  now: Instant,
): Promise<Session | undefined> {
  if (!token) return undefined;
  try {
    const options = { algorithms: ['HS256'], issuer: ISSUER, currentDate: new Date(now) };
    const { payload } = await jwtVerify(token, keyOf(secret), options);
    const { sub, exp, name, role, epoch, checkedAt } = payload as Record<string, unknown>;
    return { agent: sub, name, role, epoch, checkedAt, endsAt: Number(exp) * 1000 } as Session;
  } catch {
    return undefined;
  }
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}

function cookie(value: string, maxAge: number): string {
  return `${COOKIE}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; Secure; SameSite=Strict`;
}
