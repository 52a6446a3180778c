import type { AgentId } from './model/ids.ts';
import type { Event, TransferTarget } from './model/events.ts';

/** The parts of presence and the queue that a decision reads besides the call. */
export interface ReadSet {
  /**
   * `everybody`: all agents' presence. `if-alone`: the same, but only where the customer has nobody, before or after
   * the decision. A list: the presence of these agents.
   */
  readonly agents: 'everybody' | 'if-alone' | readonly AgentId[];
  /** Whether the decision reads the queue; `if-alone`: only where the customer has nobody before it. */
  readonly queue: boolean | 'if-alone';
  /** Whether a decision without these parts does no harm, because the next tick decides again. */
  readonly canWait: boolean;
}

const READS_NOTHING: ReadSet = { agents: [], queue: false, canWait: false };
const IF_ALONE: ReadSet = { agents: 'if-alone', queue: false, canWait: true };

/**
 * Says what an event needs to be decided. All agents share one Sync object. Twilio allows 20 reads of it a second, and
 * a read gives a hundred agents.
 */
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
