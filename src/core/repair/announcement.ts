import type { Call } from '../model/call.ts';
import type { World } from '../model/world.ts';
import { isClosed, waitsSince } from '../model/phase.ts';
import { positionOf } from '../routing/queue.ts';

/** What the customer is told before the music goes on. The shell chooses the words. */
export type Announcement =
  | { readonly say: 'greeting' }
  | { readonly say: 'position'; readonly position: number }
  | { readonly say: 'reassurance' }
  | { readonly say: 'apology' }
  /** The outside party has hung up. The customer may want to talk with an agent, or be done. */
  | { readonly say: 'goodbye' }
  | { readonly say: 'hold' }
  | { readonly say: 'nothing' };

const SAY_NOTHING: Announcement = { say: 'nothing' };

/**
 * Says what the customer should be told at this tick.
 * @param lastPass when the tick before this one came, or undefined at the first
 */
export function announcementFor(call: Call, world: World, lastPass: number | undefined): Announcement {
  if (isClosed(call)) return SAY_NOTHING;
  if (call.customer.hold) return heldAnnouncement(call, world, lastPass);
  if (lastPass === undefined) return { say: 'greeting' };
  if (!isTimeAgain(waitsSince(call), world, lastPass)) return SAY_NOTHING;
  const position = positionOf(call.id, world);
  return position === undefined ? { say: 'reassurance' } : { say: 'position', position };
}

function heldAnnouncement(call: Call, world: World, lastPass: number | undefined): Announcement {
  const since = call.rescue?.since ?? call.phaseSince;
  const isFirst = lastPass === undefined || lastPass < since;
  if (!isFirst && !isTimeAgain(since, world, lastPass)) return SAY_NOTHING;
  const words = firstWordsOf(call.customer.hold);
  return isFirst || words.say === 'hold' ? words : { say: 'reassurance' };
}

/** What the customer hears first who has lost whom they talked with, or is on hold. */
export function firstWordsOf(
  music: Call['customer']['hold'],
): Announcement & { say: 'apology' | 'goodbye' | 'hold' } {
  if (music === 'rescue') return { say: 'apology' };
  return { say: music === 'goodbye' ? 'goodbye' : 'hold' };
}

/**
 * Whether words became due between the last tick and this one. With first words after 20 s, and more every 30 s, they
 * are due after 20, 50 and 80 s. A tick after 55 s says something if the one before came before 50 s.
 */
function isTimeAgain(since: number, { now, settings }: World, lastPass: number): boolean {
  const { reassureEverySeconds: every, reassureAfterSeconds: first = every } = settings;
  const timesUntil = (at: number) => Math.max(0, 1 + Math.floor(((at - since) / 1000 - first) / every));
  return timesUntil(now) > timesUntil(lastPass);
}

/** Whether the customer has waited for an agent too long and should be asked for a message. */
export function hasWaitedLongest(since: number, { now, settings }: Pick<World, 'now' | 'settings'>): boolean {
  return now - since >= settings.longestWaitSeconds * 1000;
}
