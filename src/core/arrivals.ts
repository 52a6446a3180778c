import type { Call } from './call.ts';
import type { Event, World } from './events.ts';
import { isOpen } from './opening-hours.ts';
import { route } from './offers.ts';
import { Turn } from './turn.ts';

type Arrived = Extract<Event, { type: 'CallArrived' }>;

/** A new call: the customer hears the greeting and stands in the queue, or is asked for a message outside opening hours. */
export function arrive(event: Arrived, world: World): Turn {
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
  return Turn.at(call, world);
}

/** Told with what comes next: an arriving caller is answered before there is a list to write to. */
export function tellArrival(turn: Turn): Turn {
  const { customer, from, phase } = turn.call;
  if (customer.joined) return turn;
  const told = turn.tell('called', { digits: from.slice(-2) });
  return told.when(phase === 'voicemail', (each) => each.tell('outside-hours'));
}

/** The customer is in the room and can be given to an agent. */
export function customerJoined(turn: Turn, room?: string): Turn {
  const { customer, room: known } = turn.call;
  // Told late, it may be the room that they have come out of: Twilio knows.
  if (customer.joined && room !== undefined && known !== undefined && room !== known)
    return turn.run({ type: 'CheckRoom' });
  const joined = tellArrival(turn).with({ customer: { ...customer, joined: true }, ...(room && { room }) });
  return route(joined);
}
