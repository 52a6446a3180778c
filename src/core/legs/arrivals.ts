import type { Call } from '../model/call.ts';
import { isPhoneNumber } from '../model/caller-number.ts';
import type { Event } from '../model/events.ts';
import type { World } from '../model/world.ts';
import { isOpen } from '../model/opening-hours.ts';
import { route } from '../routing/offers.ts';
import { Transition } from '../transition.ts';

type Arrived = Extract<Event, { type: 'CallArrived' }>;

/** A new call. The customer hears the greeting and joins the queue, or is asked for a message outside opening hours. */
export function arrive(event: Arrived, world: World): Transition {
  const { now } = world;
  const isClosed = !isOpen(world.settings.openingHours, now);
  const call: Call = {
    version: 1,
    id: event.call,
    from: event.from,
    to: event.to,
    language: event.language,
    startedAt: now,
    phase: isClosed ? 'voicemail' : 'waiting',
    phaseSince: now,
    customer: { joined: false, muted: false },
    legs: [],
    nextLeg: 1,
    missedBy: [],
    pending: [],
    handledKeys: [],
  };
  return Transition.at(call, world);
}

/** The next event records it, because the caller is answered before their timeline exists. */
export function recordArrival(transition: Transition): Transition {
  const { customer, from, phase } = transition.call;
  if (customer.joined) return transition;
  const recorded = isPhoneNumber(from)
    ? transition.record('called', { digits: from.slice(-2) })
    : transition.record('called-without-number');
  return recorded.when(phase === 'voicemail', (each) => each.record('outside-hours'));
}

/** The customer is in the room and can be given to an agent. */
export function customerJoined(transition: Transition, room?: string): Transition {
  const { customer, room: known } = transition.call;
  // A late webhook may name a room that they have left since. So ask Twilio.
  if (customer.joined && room !== undefined && known !== undefined && room !== known)
    return transition.run({ type: 'CheckRoom' });
  const joined = recordArrival(transition).with({
    customer: { ...customer, joined: true },
    ...(room && { room }),
  });
  return route(joined);
}
