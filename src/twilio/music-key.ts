import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Parameters } from './parse-webhook.ts';

/** The fields of the addresses of music, in this order. */
const MUSIC_FIELDS = ['call', 'lang', 'say', 'n', 'at', 'began'] as const;

/** A parameter of an address of music. The key covers all of them. */
export type MusicField = (typeof MUSIC_FIELDS)[number];

/**
 * The key of an address of music. Nobody can make one without the secret. Twilio does not document whether it signs its
 * requests for a waitUrl or a holdUrl. https://www.twilio.com/docs/usage/security#validating-requests
 * @param secret `SESSION_SECRET`
 * @param name the last part of the path: `tick`
 */
export function musicKey(secret: string, name: string, query: Parameters): string {
  return createHmac('sha256', secret)
    .update(`music ${name}?${written(query)}`)
    .digest('base64url');
}

/** The Function's own host and secrets. */
export interface MusicGate {
  /** `https://host`, without a slash at its end. */
  readonly origin: string;
  readonly name: string;
  readonly secret: string | undefined;
  readonly authToken: string | undefined;
}

/** Whether the address is one of ours, or Twilio signed the request. */
export function mayHearMusic(
  gate: MusicGate,
  parameters: Parameters,
  signature: string | undefined,
): boolean {
  return hasKey(gate, parameters) || isSigned(gate, parameters, signature);
}

function hasKey({ secret, name }: MusicGate, parameters: Parameters): boolean {
  return secret !== undefined && isEqual(parameters['key'], musicKey(secret, name, parameters));
}

/** The platform merges query and form. So each field that is not in our address came in the form. */
function isSigned(
  { origin, name, authToken }: MusicGate,
  parameters: Parameters,
  signature: string | undefined,
): boolean {
  if (!authToken || signature === undefined) return false;
  const query = written(parameters, [...MUSIC_FIELDS, 'key']);
  const form = Object.entries(parameters)
    .filter(([field, value]) => typeof value === 'string' && !isOfAddress(field))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const signed = `${origin}/voice/${name}${query && `?${query}`}${form.flat().join('')}`;
  return isEqual(signature, createHmac('sha1', authToken).update(signed).digest('base64'));
}

function isOfAddress(field: string): boolean {
  return field === 'key' || MUSIC_FIELDS.some((each) => each === field);
}

/** The fields, as an address carries them. */
function written(query: Parameters, fields: readonly string[] = MUSIC_FIELDS): string {
  const search = new URLSearchParams();
  for (const field of fields) {
    const value = query[field];
    if (typeof value === 'string' || typeof value === 'number') search.set(field, String(value));
  }
  return search.toString();
}

function isEqual(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || given.length !== expected.length) return false;
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
