import type { Clip } from '../ports.ts';

/** One key's tone and the gap after it. */
const KEY_MS = 200;
/** https://www.twilio.com/docs/voice/twiml/play#attributes-digits */
const pausesMs: Readonly<Record<string, number>> = { w: 500, W: 1000 };

/** How long one key sounds, or a pause among the keys lasts, in milliseconds. */
export function keyLength(key: string): number {
  return pausesMs[key] ?? KEY_MS;
}

/** Keys as the party on the line hears them: `w` is half a second of silence, `W` a whole second. */
export function keyTone(digits: string): Clip {
  const durationMs = digits.split('').reduce((ms, key) => ms + keyLength(key), 0);
  return { kind: 'tone', content: digits, durationMs };
}
