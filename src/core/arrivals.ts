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
  return Turn.at(call, world)
    .tell(`A customer called from a number ending in ${event.from.slice(-2)}.`)
    .when(isClosed, (turn) => turn.tell('It is outside opening hours: they are asked for a message.'));
}

/** The customer is in the room and can be given to an agent. */
export function customerJoined(turn: Turn, room?: string): Turn {
  const { customer } = turn.call;
  const joined = turn.with({ customer: { ...customer, joined: true }, ...(room && { room }) });
  return route(joined);
}
