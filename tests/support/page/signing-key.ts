import { decodeJwt, SignJWT } from 'jose';
import { clientTo } from '../emulator/loopback.ts';
import type { RunningProduct } from './running-product.ts';

/** An API key of the product's account, to make access tokens with that the service would not give. */
export interface SigningKey {
  /** The same token with a life of so many seconds from now. */
  shortened(token: string, seconds: number): Promise<string>;
}

export async function signingKey({ accountSid, authToken, consoleUrl }: RunningProduct): Promise<SigningKey> {
  const client = clientTo(Number(new URL(consoleUrl).port), { accountSid, authToken, apiKeys: new Map() });
  const key = await client.newKeys.create({ friendlyName: 'tests' });
  return {
    shortened(token, seconds) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT({ ...decodeJwt(token) })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' })
        .setJti(`${key.sid}-${now}`)
        .setIssuer(key.sid)
        .setIssuedAt(now)
        .setExpirationTime(now + seconds)
        .sign(new TextEncoder().encode(key.secret));
    },
  };
}
