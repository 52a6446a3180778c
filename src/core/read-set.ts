import type { AgentId } from './model/ids.ts';
import type { Event, TransferTarget } from './model/events.ts';

/** What a decision reads besides the call: presence and the queue. */
export interface ReadSet {
  /** Everybody's presence; everybody's where the customer has nobody, before the decision or after it; or that of these. */
  readonly agents: 'everybody' | 'if-alone' | readonly AgentId[];
  /** Whether it looks at the queue; `if-alone` where the customer has nobody before the decision. */
  readonly queue: boolean | 'if-alone';
  /** Whether a decision without it does no harm, since the next pass of the customer's music looks again. */
  readonly canWait: boolean;
}

const READS_NOTHING: ReadSet = { agents: [], queue: false, canWait: false };
const IF_ALONE: ReadSet = { agents: 'if-alone', queue: false, canWait: true };

/** What has to be read for an event: all agents share one object, which is read 20 times a second at most, by the hundred. */
export function readSetOf(event: Event): ReadSet {
  switch (event.type) {
    case 'CustomerJoined':
      return { agents: 'everybody', queue: true, canWait: true };
    case 'WaitLoopTicked':
      return { agents: 'if-alone', queue: 'if-alone', canWait: true };
    case 'AgentTurnedAvailable':
      return { agents: [event.agent], queue: true, canWait: false };
    case 'AgentRejoined':
      return { agents: [event.agent], queue: false, canWait: false };
    case 'TransferAsked':
      return { agents: targets(event.target), queue: false, canWait: false };
    default:
      return MAY_LEAVE_ALONE.has(event.type) ? IF_ALONE : READS_NOTHING;
  }
}

const MAY_LEAVE_ALONE: ReadonlySet<Event['type']> = new Set<Event['type']>([
  'LegLeft',
  'LegEnded',
  'DialFailed',
  'ClaimLost',
  'RoomChecked',
  'AgentVanished',
  'DeclineAsked',
]);

function targets(target: TransferTarget): ReadSet['agents'] {
  if (target.kind === 'agent') return [target.agent];
  return target.kind === 'anyone' ? 'everybody' : [];
}
