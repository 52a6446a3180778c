import type { Agent } from '../core/model/agent.ts';
import type { Waiting } from '../core/model/waiting.ts';
import type { Call } from '../core/model/call.ts';
import type { CallSid } from '../core/model/ids.ts';
import type { Decided, Decision } from '../core/model/decision.ts';
import type { Event } from '../core/model/events.ts';
import type { World } from '../core/model/world.ts';
import type { Ports } from './ports.ts';
import type { Stored } from '../shared/storage.ts';
import { decide } from '../core/decide.ts';
import { type ReadSet, readSetOf } from '../core/event-descriptors.ts';
import { needsAgent } from '../core/model/phase.ts';
import { isNearTurn } from '../core/routing/queue.ts';

/** The call, and what a decision may read of presence and queue. */
export interface LoadedState {
  readonly stored: Stored<Call> | undefined;
  /** Absent until a decision needs it. */
  readonly presenceAndQueue?: PresenceAndQueue;
}

/** The parts of presence and the queue that were read. */
interface PresenceAndQueue {
  readonly agents: readonly Stored<Agent>[];
  readonly waiting: readonly Waiting[];
  /** Whether the presence of all agents was read. */
  readonly isWhole: boolean;
}

/**
 * Reads the call and, at the same time, the presence and queue that the events need. All calls share those two objects,
 * and Sync may refuse to read them. The event is recorded all the same.
 */
export async function loadState(ports: Ports, id: CallSid, events: readonly Event[]): Promise<LoadedState> {
  const needs = events.map(readSetOf);
  const reading = loadPresenceAndQueue(ports, needs).catch((error: unknown) => {
    if (needs.some(({ canWait }) => !canWait)) throw error;
    return undefined;
  });
  const [stored, presenceAndQueue] = await Promise.all([ports.calls.load(id), reading]);
  return { stored, ...(presenceAndQueue && { presenceAndQueue }) };
}

async function loadPresenceAndQueue(
  ports: Ports,
  needs: readonly ReadSet[],
): Promise<PresenceAndQueue | undefined> {
  if (needs.some(({ agents }) => agents === 'everybody')) return loadWhole(ports);
  const ids = needs.flatMap(({ agents }) => (typeof agents === 'string' ? [] : agents));
  const queue = needs.some((each) => each.queue === true);
  if (ids.length === 0 && !queue) return undefined;
  const [found, waiting] = await Promise.all([
    Promise.all(ids.map((id) => ports.agents.load(id))),
    queue ? ports.waiting.list() : [],
  ]);
  return { agents: found.flatMap((each) => each ?? []), waiting, isWhole: false };
}

async function loadWhole(ports: Ports, queue?: readonly Waiting[]): Promise<PresenceAndQueue> {
  const [agents, waiting] = await Promise.all([ports.agents.list(), queue ?? ports.waiting.list()]);
  return { agents, waiting, isWhole: true };
}

/** A call that just arrives is new. It is answered before anything is loaded. */
export function newCallState(): LoadedState {
  return { stored: undefined };
}

/** The loaded state as the core sees it. */
export function worldOf(ports: Ports, state: LoadedState): World {
  return {
    now: ports.budget.now(),
    agents: agentsOf(state).map(({ value }) => value),
    waiting: state.presenceAndQueue?.waiting ?? [],
    settings: ports.settings,
  };
}

/** The presence of agents, as far as it was read. */
export function agentsOf({ presenceAndQueue }: LoadedState): readonly Stored<Agent>[] {
  return presenceAndQueue?.agents ?? [];
}

/**
 * Decides. If the customer would be left with nobody, decides again with all agents in view. At a tick the customer may
 * have nobody already. Then we read their place in the queue first. If it is near the front, all agents are in view at
 * once.
 */
export async function decideOnState(
  ports: Ports,
  found: LoadedState,
  events: readonly Event[],
): Promise<{ readonly decision: Decision; readonly state: LoadedState }> {
  const state = await withQueueAtTick(ports, found, events);
  const sight = sightFor(ports, state, events);
  if (sight === 'everybody') return decideOnEveryone(ports, state, events);
  const decision = decideAll(ports, state, events);
  const leavesAlone = decision.kind === 'decided' && needsAgent(decision.call);
  return sight === 'everybody-if-left-alone' && leavesAlone
    ? decideOnEveryone(ports, state, events)
    : { decision, state };
}

/** Who is in view of a decision. */
type Sight = 'as-read' | 'everybody' | 'everybody-if-left-alone';

function sightFor(ports: Ports, state: LoadedState, events: readonly Event[]): Sight {
  const { stored, presenceAndQueue } = state;
  const isIfAlone = events.some((event) => readSetOf(event).agents === 'if-alone');
  if (!isIfAlone || presenceAndQueue?.isWhole) return 'as-read';
  if (!stored || !presenceAndQueue) return 'everybody-if-left-alone';
  if (!isNearTurn(stored.value, worldOf(ports, state))) return 'as-read';
  return needsAgent(stored.value) ? 'everybody' : 'everybody-if-left-alone';
}

async function withQueueAtTick(
  ports: Ports,
  state: LoadedState,
  events: readonly Event[],
): Promise<LoadedState> {
  const isAsked = events.some((event) => readSetOf(event).queue === 'if-alone');
  if (!isAsked || state.presenceAndQueue || !state.stored || !needsAgent(state.stored.value)) return state;
  const waiting = await ports.waiting.list().catch(() => undefined);
  return waiting ? { ...state, presenceAndQueue: { agents: [], waiting, isWhole: false } } : state;
}

async function decideOnEveryone(ports: Ports, state: LoadedState, events: readonly Event[]) {
  const presenceAndQueue = await loadWhole(ports, state.presenceAndQueue?.waiting).catch(
    () => state.presenceAndQueue,
  );
  const whole = { ...state, ...(presenceAndQueue && { presenceAndQueue }) };
  return { decision: decideAll(ports, whole, events), state: whole };
}

/** Decides several events as one, so that one save holds them all. */
function decideAll(ports: Ports, state: LoadedState, events: readonly Event[]): Decision {
  const world = worldOf(ports, state);
  let call = state.stored?.value;
  let all: Decision = { kind: 'ignored', why: 'nothing to do' };
  for (const event of events) {
    const next = decide(call, event, world);
    if (next.kind === 'refused') return next;
    if (next.kind === 'ignored') continue;
    call = next.call;
    all = all.kind === 'decided' ? merged(all, next) : next;
  }
  return all;
}

function merged(one: Decided, next: Decided): Decided {
  const commands = [...one.commands, ...next.commands];
  return { ...next, commands, timeline: [...one.timeline, ...next.timeline] };
}
