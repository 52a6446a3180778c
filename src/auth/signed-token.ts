import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token says. */
export type TokenClaims = Readonly<Record<string, unknown>>;

/** What came of a token: its claims, or why it does not count. */
export type ReadToken = TokenClaims | 'expired' | 'forged';

/**
 * A JSON Web Token, signed with HMAC and SHA-256. A library for all the kinds of such tokens would be a sixth of each
 * Function. https://datatracker.ietf.org/doc/html/rfc7519
 * @param header besides the algorithm and the type
 */
export function signedToken(claims: TokenClaims, secret: string, header: TokenClaims = {}): string {
  const text = [{ alg: 'HS256', typ: 'JWT', ...header }, claims].map(base64).join('.');
  return `${text}.${signatureOf(text, secret).toString('base64url')}`;
}

/**
 * Reads a token that `signedToken` has made. The algorithm is ours whatever the header says, so no header can choose a
 * weaker one. A header that names another one is refused all the same.
 * @param now in milliseconds; `exp` is in seconds, as the RFC has it
 */
export function readToken(token: string, secret: string, now: number): ReadToken {
  const [header = '', claims = '', signature = '', ...more] = token.split('.');
  const expected = signatureOf(`${header}.${claims}`, secret);
  const given = Buffer.from(signature, 'base64url');
  const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
  if (!isOurs || more.length > 0 || claimsOf(header)['alg'] !== 'HS256') return 'forged';
  const read = claimsOf(claims);
  return Number(read['exp']) * 1000 > now ? read : 'expired';
}

function signatureOf(text: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}

function base64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function claimsOf(part: string): TokenClaims {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString()) as TokenClaims;
  } catch {
    return {};
  }
}
