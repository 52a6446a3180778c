import type { Call } from '../model/call.ts';
import type { Instant } from '../model/ids.ts';
import { onLine } from '../model/legs.ts';
import { isClosed } from '../model/phase.ts';

/** Music passes at least twice a minute. */
const SILENT_AFTER_MS = 60_000;

/** Words and music of one pass take less, in milliseconds. */
const LATE_AFTER_MS = 45_000;

/** A pass without words takes less. */
const DOUBTFUL_AFTER_MS = 10_000;

/** Music that cannot be fetched stops for good, and Twilio tells nobody: it has to be put on again. */
export function hasFallenSilent(call: Call, now: Instant): boolean {
  return lastMusicBefore(call, now, SILENT_AFTER_MS);
}

/** Whether a pass of the music should have come: the customer may be out of the room, asked for a message. */
export function musicIsLate(call: Call, now: Instant): boolean {
  return lastMusicBefore(call, now, LATE_AFTER_MS);
}

/** Whether the last pass is so long ago that it has to be asked whether the customer still hears the music. */
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
