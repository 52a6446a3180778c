import type { Event } from '../model/events.ts';
import { legEnded, legLeft } from '../legs/progress.ts';
import { checkRoomAfterLeaving } from './reconcile.ts';
import type { Transition } from '../transition.ts';

/** A leg left the room, or its phone call is over. */
export function legOver(
  transition: Transition,
  event: Extract<Event, { type: 'LegLeft' | 'LegEnded' }>,
): Transition | undefined {
  const { leg, sid } = event;
  if (event.type === 'LegLeft') return afterLeaving(transition, legLeft(transition, leg, sid));
  const next = legEnded(transition, leg, sid, { how: event.how, at: event.at ?? transition.now });
  return event.how === 'completed' ? afterLeaving(transition, next) : next;
}

/** Somebody who left the room may not be the only one. Ask Twilio who is still there. */
function afterLeaving(before: Transition, next: Transition | undefined): Transition | undefined {
  const left = next ?? before;
  const checked = checkRoomAfterLeaving(left);
  return checked === before ? undefined : checked;
}
