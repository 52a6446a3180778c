import type { Call } from './call.ts';
import type { Event, World } from './events.ts';
import { route } from './offers.ts';
import { Turn } from './turn.ts';

type Arrived = Extract<Event, { type: 'CallArrived' }>;

/** A new call: the customer hears the greeting and stands in the queue. */
export function arrive(event: Arrived, world: World): Turn {
  const { now } = world;
  const call: Call = {
    version: 1,
    id: event.call,
    from: event.from,
    to: event.to,
    language: event.language,
    startedAt: now,
    phase: 'waiting',
    phaseSince: now,
    customer: { joined: false, muted: false },
    legs: [],
    nextLeg: 1,
    missedBy: [],
    pending: [],
    handledKeys: [],
  };
  return Turn.at(call, world).tell(`A customer called from a number ending in ${event.from.slice(-2)}.`);
}

/** The customer is in the room and can be given to an agent. */
export function customerJoined(turn: Turn, room?: string): Turn {
  const { customer } = turn.call;
  const joined = turn.with({ customer: { ...customer, joined: true }, ...(room && { room }) });
  return route(joined);
}
