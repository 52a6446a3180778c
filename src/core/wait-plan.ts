import type { Call } from './call.ts';
import type { World } from './events.ts';
import { isClosed, waitsSince } from './phase.ts';
import { positionOf } from './routing.ts';

/** What the customer is told before the music goes on. The words are the voice's business, not the core's. */
export type Announcement =
  | { readonly say: 'greeting' }
  | { readonly say: 'position'; readonly position: number }
  | { readonly say: 'reassurance' }
  | { readonly say: 'apology' }
  | { readonly say: 'hold' }
  | { readonly say: 'nothing' };

const NOTHING: Announcement = { say: 'nothing' };

/**
 * What the customer should be told at this pass of the music.
 * @param lastPass when the pass before this one was, or undefined at the first
 */
export function announcementFor(call: Call, world: World, lastPass: number | undefined): Announcement {
  if (isClosed(call)) return NOTHING;
  if (call.customer.hold) return heldAnnouncement(call, world, lastPass);
  if (lastPass === undefined) return { say: 'greeting' };
  if (!isTimeAgain(waitsSince(call), world, lastPass)) return NOTHING;
  const position = positionOf(call.id, world);
  return position === undefined ? { say: 'reassurance' } : { say: 'position', position };
}

function heldAnnouncement(call: Call, world: World, lastPass: number | undefined): Announcement {
  const since = call.rescue?.since ?? call.phaseSince;
  const isFirst = lastPass === undefined || lastPass < since;
  if (!isFirst && !isTimeAgain(since, world, lastPass)) return NOTHING;
  if (call.customer.hold === 'rescue') return isFirst ? { say: 'apology' } : { say: 'reassurance' };
  return { say: 'hold' };
}

/** Whether it became time to say something between the last pass and this one. */
function isTimeAgain(since: number, { now, settings }: World, lastPass: number): boolean {
  const { reassureEverySeconds: every, reassureAfterSeconds: first = every } = settings;
  const timesUntil = (at: number) => Math.max(0, 1 + Math.floor(((at - since) / 1000 - first) / every));
  return timesUntil(now) > timesUntil(lastPass);
}

/** Whether the customer has waited so long for an agent that they should be asked for a message. */
export function hasWaitedLongest(startedAt: number, world: World): boolean {
  return world.now - startedAt >= world.settings.longestWaitSeconds * 1000;
}
