import type { Agent, Waiting } from '../core/agent.ts';
import type { Call, CallSid } from '../core/call.ts';
import type { Decision } from '../core/decision.ts';
import type { Event, World } from '../core/events.ts';
import type { Ports, Stored } from './ports.ts';
import { decide } from '../core/decide.ts';
import { floorNeeds } from '../core/floor-needs.ts';
import { needsAgent } from '../core/phase.ts';
import { isNearTurn } from '../core/routing.ts';

/** The call and what a decision may look at. */
export interface Scene {
  readonly stored: Stored<Call> | undefined;
  /** Absent until a decision needs it. */
  readonly floor?: Floor;
}

/** Presence and the queue, as far as they were read. */
interface Floor {
  readonly agents: readonly Stored<Agent>[];
  readonly waiting: readonly Waiting[];
  /** Whether everybody's presence was. */
  readonly isWhole: boolean;
}

/** Reads the call and, all at once, what of the floor the events surely look at. */
export async function loadScene(ports: Ports, id: CallSid, events: readonly Event[]): Promise<Scene> {
  const [stored, floor] = await Promise.all([ports.calls.load(id), loadFloor(ports, events)]);
  return { stored, ...(floor && { floor }) };
}

async function loadFloor(ports: Ports, events: readonly Event[]): Promise<Floor | undefined> {
  const needs = events.map(floorNeeds);
  if (needs.some(({ agents }) => agents === 'everybody')) return loadWhole(ports);
  const ids = needs.flatMap(({ agents }) => (typeof agents === 'string' ? [] : agents));
  const queue = needs.some((each) => each.queue);
  if (ids.length === 0 && !queue) return undefined;
  const [found, waiting] = await Promise.all([
    Promise.all(ids.map((id) => ports.agents.load(id))),
    queue ? ports.waiting.list() : [],
  ]);
  return { agents: found.flatMap((each) => each ?? []), waiting, isWhole: false };
}

async function loadWhole(ports: Ports, queue?: readonly Waiting[]): Promise<Floor> {
  const [agents, waiting] = await Promise.all([ports.agents.list(), queue ?? ports.waiting.list()]);
  return { agents, waiting, isWhole: true };
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

/**
 * Decides, and decides again with everybody in view when the customer would be left with nobody. At a pass of the music, whose
 * place in the queue is known, the customer may have nobody already: then everybody is in view at once.
 */
export async function decideInScene(
  ports: Ports,
  scene: Scene,
  events: readonly Event[],
): Promise<{ readonly decision: Decision; readonly scene: Scene }> {
  if (!mayChoose(ports, scene, events)) return { decision: decideAll(ports, scene, events), scene };
  if (scene.floor && scene.stored && needsAgent(scene.stored.value))
    return decideInView(ports, scene, events);
  const decision = decideAll(ports, scene, events);
  if (decision.kind !== 'decided' || !needsAgent(decision.call)) return { decision, scene };
  return decideInView(ports, scene, events);
}

function mayChoose(ports: Ports, scene: Scene, events: readonly Event[]): boolean {
  const isIfAlone = events.some((event) => floorNeeds(event).agents === 'if-alone');
  return isIfAlone && !scene.floor?.isWhole && !isFarBack(ports, scene);
}

/** Whether the queue was read and shows that it is not the customer's turn for long. */
function isFarBack(ports: Ports, scene: Scene): boolean {
  const call = scene.stored?.value;
  return scene.floor !== undefined && call !== undefined && !isNearTurn(call, worldOf(ports, scene));
}

async function decideInView(ports: Ports, scene: Scene, events: readonly Event[]) {
  const whole = { ...scene, floor: await loadWhole(ports, scene.floor?.waiting) };
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
