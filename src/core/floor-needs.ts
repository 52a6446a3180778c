import type { AgentId } from './call.ts';
import type { Event, TransferTarget } from './events.ts';

/** What a decision looks at of the floor: presence and the queue. */
interface FloorNeeds {
  /** Everybody's presence; everybody's where the customer has nobody, before the decision or after it; or that of these. */
  readonly agents: 'everybody' | 'if-alone' | readonly AgentId[];
  readonly queue: boolean;
}

const NOTHING: FloorNeeds = { agents: [], queue: false };
const IF_ALONE: FloorNeeds = { agents: 'if-alone', queue: false };

/** What has to be read for an event: all agents share one object, which is read 20 times a second at most, by the hundred. */
export function floorNeeds(event: Event): FloorNeeds {
  switch (event.type) {
    case 'CustomerJoined':
      return { agents: 'everybody', queue: true };
    case 'MusicPassed':
      return { agents: 'if-alone', queue: true };
    case 'AgentTurnedAvailable':
      return { agents: [event.agent], queue: true };
    case 'AgentRejoined':
      return { agents: [event.agent], queue: false };
    case 'TransferAsked':
      return { agents: targets(event.target), queue: false };
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
