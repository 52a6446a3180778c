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

const reading = (agents: ReadSet['agents'], queue: ReadSet['queue'] = false, canWait = true): ReadSet => ({
  agents,
  queue,
  canWait,
});
const nothing = () => reading([], false, false);
const everybodyIfAlone = () => reading('if-alone');
const only = (agent: AgentId, queue = false) => reading([agent], queue, false);

/** A row: where the event comes from, and what it reads. */
const row =
  <Origin extends 'fact' | 'result' | 'request'>(origin: Origin) =>
  <Reads extends (event: never) => ReadSet = () => ReadSet>(reads: Reads = nothing as unknown as Reads) => ({
    origin,
    reads,
  });
const [fact, result, request] = [row('fact'), row('result'), row('request')];

/**
 * One row for each event. An event that may leave the customer alone reads everybody if it does, to find them an agent.
 */
const EVENTS: EventDescriptors = {
  CallArrived: fact(),
  CustomerJoined: fact(() => reading('everybody', true)),
  CustomerHungUp: fact(),
  WaitLoopTicked: fact(() => reading('if-alone', 'if-alone')),
  LegRang: fact(),
  LegAnswered: fact(),
  LegWaited: fact(),
  LegJoined: fact(),
  LegLeft: fact(everybodyIfAlone),
  // An agent whose page rejected a ring may have another page.
  LegEnded: fact(({ how }) => reading(how === 'busy' ? 'everybody' : 'if-alone')),
  RoomEnded: fact(),
  MessageAsked: fact(),
  VoicemailRecorded: fact(),
  AgentTurnedAvailable: fact(({ agent }) => only(agent, true)),
  AgentRejoined: fact(({ agent }) => only(agent)),
  AgentVanished: fact(everybodyIfAlone),
  ClaimStale: fact(),
  CallUnattended: fact(),
  PageReported: fact(),
  LegDialled: result(),
  DialFailed: result(everybodyIfAlone),
  ClaimWon: result(),
  ClaimLost: result(everybodyIfAlone),
  CommandDone: result(),
  CommandFailed: result(),
  RoomChecked: result(everybodyIfAlone),
  TransferAsked: request(({ target }) => targets(target)),
  CompleteAsked: request(),
  CancelAsked: request(),
  SwapAsked: request(),
  MergeAsked: request(),
  EndAsked: request(),
  HoldAsked: request(),
  MuteAsked: request(),
  RemoveAsked: request(),
  DeclineAsked: request(everybodyIfAlone),
};

function targets(target: TransferTarget): ReadSet {
  if (target.kind === 'agent') return only(target.agent);
  return reading(target.kind === 'anyone' ? 'everybody' : [], false, false);
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
