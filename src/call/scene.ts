import type { Agent, Waiting } from '../core/agent.ts';
import type { Call, CallSid } from '../core/call.ts';
import type { Decision } from '../core/decision.ts';
import type { Event, World } from '../core/events.ts';
import type { Ports, Stored } from './ports.ts';
import { decide, needsFloor } from '../core/decide.ts';
import { needsAgent } from '../core/phase.ts';

/** The call and what a decision may look at. */
export interface Scene {
  readonly stored: Stored<Call> | undefined;
  /** Absent until a decision needs it. */
  readonly floor?: Floor;
}

/** Everybody's presence and the queue. */
interface Floor {
  readonly agents: readonly Stored<Agent>[];
  readonly waiting: readonly Waiting[];
}

/** Reads the call and, where the events surely choose an agent, the floor: all at once. */
export async function loadScene(ports: Ports, id: CallSid, events: readonly Event[]): Promise<Scene> {
  const isSure = events.some((event) => needsFloor(event) === 'surely');
  const [stored, floor] = await Promise.all([ports.calls.load(id), isSure ? loadFloor(ports) : undefined]);
  return { stored, ...(floor && { floor }) };
}

async function loadFloor(ports: Ports): Promise<Floor> {
  const [agents, waiting] = await Promise.all([ports.agents.list(), ports.waiting.list()]);
  return { agents, waiting };
}

/** A call that just arrives is new: nothing needs to be loaded before it is answered. */
export function emptyScene(): Scene {
  return { stored: undefined };
}

/** The scene as the core looks at it. */
export function worldOf(ports: Ports, scene: Scene): World {
  return {
    now: ports.budget.now(),
    agents: agentsOf(scene).map(({ value }) => value),
    waiting: scene.floor?.waiting ?? [],
    settings: ports.settings,
  };
}

/** Everybody's presence, as far as it was read. */
export function agentsOf({ floor }: Scene): readonly Stored<Agent>[] {
  return floor?.agents ?? [];
}

/** Decides, and decides again with the floor in view when the customer would be left with nobody. */
export async function decideInScene(
  ports: Ports,
  scene: Scene,
  events: readonly Event[],
): Promise<{ readonly decision: Decision; readonly scene: Scene }> {
  const decision = decideAll(ports, scene, events);
  const mayChoose = !scene.floor && events.some((event) => needsFloor(event) !== 'never');
  if (!mayChoose || decision.kind !== 'decided' || !needsAgent(decision.call)) return { decision, scene };
  const whole = { ...scene, floor: await loadFloor(ports) };
  return { decision: decideAll(ports, whole, events), scene: whole };
}

/** Decides several events as one, so that a single save holds them all. */
function decideAll(ports: Ports, scene: Scene, events: readonly Event[]): Decision {
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
