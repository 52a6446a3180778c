import type { AgentId } from './model/ids.ts';
import type { CommandResult, Event, Request, TransferTarget } from './model/events.ts';

/** What a decision reads besides the call: presence and the queue. */
export interface ReadSet {
  /** Whose presence. `if-alone`: everybody's, if the customer has nobody before or after the decision. */
  readonly agents: 'everybody' | 'if-alone' | readonly AgentId[];
  /** Whether it looks at the queue. `if-alone`: if the customer has nobody before the decision. */
  readonly queue: boolean | 'if-alone';
  /** Whether a decision without it does no harm, because the next tick looks again. */
  readonly canWait: boolean;
}

/** Where an event comes from. `fact`: it happened, as Twilio or an agent's page says. */
type OriginOf<E extends Event> = E extends Request ? 'request' : E extends CommandResult ? 'result' : 'fact';

/** The nature of a kind of event. */
interface EventDescriptor<E extends Event> {
  readonly origin: OriginOf<E>;
  reads(event: E): ReadSet;
}

/** Exhaustive: an event without a row, or with an origin that its type denies, does not compile. */
type EventDescriptors = { readonly [T in Event['type']]: EventDescriptor<Extract<Event, { type: T }>> };

const nothing = (): ReadSet => ({ agents: [], queue: false, canWait: false });
const everybodyIfAlone = (): ReadSet => ({ agents: 'if-alone', queue: false, canWait: true });
const everybody = (): ReadSet => ({ agents: 'everybody', queue: false, canWait: true });
const only = (agent: AgentId, queue = false): ReadSet => ({ agents: [agent], queue, canWait: false });

/**
 * One row for each event. An event that may leave the customer alone reads everybody if it does, to find them an agent.
 */
const EVENTS: EventDescriptors = {
  CallArrived: { origin: 'fact', reads: nothing },
  CustomerJoined: {
    origin: 'fact',
    reads: () => ({ agents: 'everybody', queue: true, canWait: true }),
  },
  CustomerHungUp: { origin: 'fact', reads: nothing },
  WaitLoopTicked: {
    origin: 'fact',
    reads: () => ({ agents: 'if-alone', queue: 'if-alone', canWait: true }),
  },
  LegRang: { origin: 'fact', reads: nothing },
  LegAnswered: { origin: 'fact', reads: nothing },
  LegWaited: { origin: 'fact', reads: nothing },
  LegJoined: { origin: 'fact', reads: nothing },
  LegLeft: { origin: 'fact', reads: everybodyIfAlone },
  // Whoever rejects a ring may have another page.
  LegEnded: { origin: 'fact', reads: ({ how }) => (how === 'busy' ? everybody() : everybodyIfAlone()) },
  RoomEnded: { origin: 'fact', reads: nothing },
  MessageAsked: { origin: 'fact', reads: nothing },
  VoicemailRecorded: { origin: 'fact', reads: nothing },
  AgentTurnedAvailable: { origin: 'fact', reads: ({ agent }) => only(agent, true) },
  AgentRejoined: { origin: 'fact', reads: ({ agent }) => only(agent) },
  AgentVanished: { origin: 'fact', reads: everybodyIfAlone },
  ClaimStale: { origin: 'fact', reads: nothing },
  CallUnattended: { origin: 'fact', reads: nothing },
  PageReported: { origin: 'fact', reads: nothing },
  LegDialled: { origin: 'result', reads: nothing },
  DialFailed: { origin: 'result', reads: everybodyIfAlone },
  ClaimWon: { origin: 'result', reads: nothing },
  ClaimLost: { origin: 'result', reads: everybodyIfAlone },
  CommandDone: { origin: 'result', reads: nothing },
  CommandFailed: { origin: 'result', reads: nothing },
  RoomChecked: { origin: 'result', reads: everybodyIfAlone },
  TransferAsked: { origin: 'request', reads: ({ target }) => targets(target) },
  CompleteAsked: { origin: 'request', reads: nothing },
  CancelAsked: { origin: 'request', reads: nothing },
  SwapAsked: { origin: 'request', reads: nothing },
  MergeAsked: { origin: 'request', reads: nothing },
  EndAsked: { origin: 'request', reads: nothing },
  HoldAsked: { origin: 'request', reads: nothing },
  MuteAsked: { origin: 'request', reads: nothing },
  RemoveAsked: { origin: 'request', reads: nothing },
  DeclineAsked: { origin: 'request', reads: everybodyIfAlone },
};

function targets(target: TransferTarget): ReadSet {
  if (target.kind === 'agent') return only(target.agent);
  return { agents: target.kind === 'anyone' ? 'everybody' : [], queue: false, canWait: false };
}

function natureOfEvent({ type }: Event): EventDescriptor<Event> {
  return EVENTS[type];
}

/**
 * What has to be read for an event. All agents share one object. Twilio reads it 20 times a second at most, a hundred
 * agents at a time.
 */
export function readSetOf(event: Event): ReadSet {
  return natureOfEvent(event).reads(event);
}

/** Whether an agent's page asks for it, so that it may be refused. */
export function isRequest(event: Event): event is Request {
  return natureOfEvent(event).origin === 'request';
}

/** Whether it says what became of a command. */
export function isCommandResult(event: Event): event is CommandResult {
  return natureOfEvent(event).origin === 'result';
}
