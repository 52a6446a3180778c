import type { AgentId } from './call.ts';
import type { Event, TransferTarget } from './events.ts';

/** What a decision looks at of the floor: presence and the queue. */
export interface FloorNeeds {
  /** Everybody's presence; everybody's where the customer has nobody, before the decision or after it; or that of these. */
  readonly agents: 'everybody' | 'if-alone' | readonly AgentId[];
  /** Whether it looks at the queue; `if-alone` where the customer has nobody before the decision. */
  readonly queue: boolean | 'if-alone';
  /** Whether a decision without it does no harm, since the next pass of the customer's music looks again. */
  readonly canWait: boolean;
}

const NOTHING: FloorNeeds = { agents: [], queue: false, canWait: false };
const IF_ALONE: FloorNeeds = { agents: 'if-alone', queue: false, canWait: true };

/** What has to be read for an event: all agents share one object, which is read 20 times a second at most, by the hundred. */
export function floorNeeds(event: Event): FloorNeeds {
  switch (event.type) {
    case 'CustomerJoined':
      return { agents: 'everybody', queue: true, canWait: true };
    case 'MusicPassed':
      return { agents: 'if-alone', queue: 'if-alone', canWait: true };
    case 'AgentTurnedAvailable':
      return { agents: [event.agent], queue: true, canWait: false };
    case 'AgentRejoined':
      return { agents: [event.agent], queue: false, canWait: false };
    case 'TransferAsked':
      return { agents: targets(event.target), queue: false, canWait: false };
    default:
      return MAY_LEAVE_ALONE.has(event.type) ? IF_ALONE : NOTHING;
  }
}

const MAY_LEAVE_ALONE: ReadonlySet<Event['type']> = new Set<Event['type']>([
  'LegLeft',
  'LegEnded',
  'DialFailed',
  'ClaimLost',
  'RoomSeen',
  'AgentVanished',
  'DeclineAsked',
]);

function targets(target: TransferTarget): FloorNeeds['agents'] {
  if (target.kind === 'agent') return [target.agent];
  return target.kind === 'anyone' ? 'everybody' : [];
}
