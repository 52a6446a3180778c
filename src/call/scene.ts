import type { Agent, Waiting } from '../core/agent.ts';
import type { Call, CallSid } from '../core/call.ts';
import type { Decision } from '../core/decision.ts';
import type { Event, World } from '../core/events.ts';
import type { Ports, Stored } from './ports.ts';
import { decide, needsFloor } from '../core/decide.ts';

/** The call and what a decision may look at, read at one moment. */
export interface Scene {
  readonly stored: Stored<Call> | undefined;
  readonly agents: readonly Stored<Agent>[];
  readonly waiting: readonly Waiting[];
}

/** Reads the call and, where the events may choose an agent, everybody's presence and the queue: all at once. */
export async function loadScene(ports: Ports, id: CallSid, events: readonly Event[]): Promise<Scene> {
  const floor = events.some(needsFloor);
  const [stored, agents, waiting] = await Promise.all([
    ports.calls.load(id),
    floor ? ports.agents.list() : [],
    floor ? ports.waiting.list() : [],
  ]);
  return { stored, agents, waiting };
}

/** A call that just arrives is new: nothing needs to be loaded before it is answered. */
export function emptyScene(): Scene {
  return { stored: undefined, agents: [], waiting: [] };
}

/** The scene as the core looks at it. */
export function worldOf(ports: Ports, scene: Scene): World {
  return {
    now: ports.budget.now(),
    agents: scene.agents.map(({ value }) => value),
    waiting: scene.waiting,
    settings: ports.settings,
  };
}

/** Decides several events as one, so that a single save holds them all. */
export function decideAll(ports: Ports, scene: Scene, events: readonly Event[]): Decision {
  const world = worldOf(ports, scene);
  let call = scene.stored?.value;
  let all: Decision = { kind: 'ignored', why: 'nothing to do' };
  for (const event of events) {
    const next = decide(call, event, world);
    if (next.kind === 'refused') return next;
    if (next.kind === 'ignored') continue;
    call = next.call;
    all = all.kind === 'decided' ? joined(all, next) : next;
  }
  return all;
}

type Decided = Extract<Decision, { kind: 'decided' }>;

function joined(one: Decided, next: Decided): Decided {
  const commands = [...one.commands, ...next.commands];
  return { ...next, commands, story: [...one.story, ...next.story] };
}
