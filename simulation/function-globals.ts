import * as crypto from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Random } from './random.ts';
import type { WarmFunctions } from './warm-functions.ts';

interface HmacKey {
  readonly secret: Uint8Array;
}

/**
 * The globals of Functions that replace the process's own random numbers and cryptography. Web Crypto and scrypt work
 * on other threads, whose answers come at any time. Here they are computed at once, so that one seed gives one run.
 */
export function functionGlobals(random: Random, warm: WarmFunctions): Record<string, unknown> {
  const own = createRequire(join(process.cwd(), 'package.json'));
  const promptCrypto = { ...crypto, scrypt: promptScrypt };
  return {
    Math: Object.create(Math, { random: { value: random.next } }) as unknown,
    crypto: { subtle: { importKey, sign, verify } },
    require: (name: string): unknown =>
      warm.require(name) ?? (/^(node:)?crypto$/.test(name) ? promptCrypto : own(name)),
  };
}

type Scrypted = (error: Error | null, key?: Buffer) => void;

function promptScrypt(...given: readonly unknown[]): void {
  const done = given.at(-1) as Scrypted;
  done(null, crypto.scryptSync(...(given.slice(0, -1) as Parameters<typeof crypto.scryptSync>)));
}

function importKey(
  _format: string,
  secret: Uint8Array,
  _how: unknown,
  _extractable: boolean,
  usages: unknown,
) {
  const algorithm = { name: 'HMAC', hash: { name: 'SHA-256' } };
  return Promise.resolve({ [Symbol.toStringTag]: 'CryptoKey', type: 'secret', algorithm, usages, secret });
}

function sign(_algorithm: unknown, key: HmacKey, data: Uint8Array): Promise<Buffer> {
  return Promise.resolve(hmac(key, data));
}

function verify(
  _algorithm: unknown,
  key: HmacKey,
  signature: Uint8Array,
  data: Uint8Array,
): Promise<boolean> {
  return Promise.resolve(hmac(key, data).equals(signature));
}

function hmac({ secret }: HmacKey, data: Uint8Array): Buffer {
  return crypto.createHmac('sha256', secret).update(data).digest();
}
