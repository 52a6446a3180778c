import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../core/model/ids.ts';

/** What an account keeps of its agent's authenticator. */
export interface Authenticator {
  /** 160 bits in Base32, as the app on the agent's telephone has them. */
  readonly secret: string;
  /** The step of the last code that let them in: no code counts twice. */
  readonly usedStep: number;
}

const STEP_MS = 30_000;
const DIGITS = 6;
/** The telephone's clock may be a step behind or ahead of ours. */
const TOLERANCE_STEPS = [0, -1, 1];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An authenticator that nobody has used yet. */
export function newAuthenticator(): Authenticator {
  return { secret: toBase32(randomBytes(20)), usedStep: 0 };
}

/**
 * The authenticator after this code.
 * @returns undefined when the code is wrong, too old, or has been used
 */
export function afterCode(
  { secret, usedStep }: Authenticator,
  code: string,
  now: Instant,
): Authenticator | undefined {
  const current = Math.floor(now / STEP_MS);
  const steps = TOLERANCE_STEPS.map((difference) => current + difference);
  const step = steps.find((one) => one > usedStep && isSameCode(codeAt(secret, one), code));
  return step === undefined ? undefined : { secret, usedStep: step };
}

/** The code of a step, as RFC 6238 has it: https://datatracker.ietf.org/doc/html/rfc6238#section-4 */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0xf;
  const number = hash.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The address by which an app takes the key: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function addressOfKey({ secret }: Authenticator, agent: string, issuer: string): string {
  return `otpauth://totp/${encodeURIComponent(`${issuer}:${agent}`)}?${new URLSearchParams({ secret, issuer })}`;
}

function isSameCode(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
