import type { Call } from '../model/call.ts';
import type { Instant } from '../model/ids.ts';
import { onLine } from '../model/legs.ts';
import { isClosed } from '../model/phase.ts';

/** The music ticks at least twice a minute. */
const SILENT_AFTER_MS = 60_000;

/** One round of words and music takes less. */
const LATE_AFTER_MS = 45_000;

/** One round without words takes less. */
const DOUBTFUL_AFTER_MS = 10_000;

/**
 * Whether the music has stopped. When Twilio cannot fetch it, it stops for good, and nobody is told. It must be started
 * again.
 */
export function hasFallenSilent(call: Call, now: Instant): boolean {
  return lastMusicBefore(call, now, SILENT_AFTER_MS);
}

/** Whether a tick is missing. The customer may have been asked for a message, and may be out of the room. */
export function musicIsLate(call: Call, now: Instant): boolean {
  return lastMusicBefore(call, now, LATE_AFTER_MS);
}

/** Whether the last tick is so long ago that the customer may be out of the room. Then ask Twilio. */
export function musicIsDoubtful(call: Call, now: Instant): boolean {
  return lastMusicBefore(call, now, DOUBTFUL_AFTER_MS);
}

function lastMusicBefore(call: Call, now: Instant, ms: number): boolean {
  const last = call.musicAt ?? (isAlone(call) ? call.startedAt : now);
  return (isAlone(call) || call.customer.hold !== undefined) && now - last > ms;
}

/** Whether the customer has nobody, so that music is all they hear. */
export function isAlone(call: Call): boolean {
  return !isClosed(call) && onLine(call).length === 0;
}
