import type { Agent, Waiting } from '../core/agent.ts';
import type { Call, CallSid } from '../core/call.ts';
import type { Decision } from '../core/decision.ts';
import type { Event, World } from '../core/events.ts';
import type { Ports, Stored } from './ports.ts';
import { decide } from '../core/decide.ts';
import { type FloorNeeds, floorNeeds } from '../core/floor-needs.ts';
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

/**
 * Reads the call and, all at once, what of the floor the events surely look at. The floor is shared by all calls and may be
 * read too often: what happened to this one is noted all the same.
 */
export async function loadScene(ports: Ports, id: CallSid, events: readonly Event[]): Promise<Scene> {
  const needs = events.map(floorNeeds);
  const reading = loadFloor(ports, needs).catch((error: unknown) => {
    if (needs.some(({ canWait }) => !canWait)) throw error;
    return undefined;
  });
  const [stored, floor] = await Promise.all([ports.calls.load(id), reading]);
  return { stored, ...(floor && { floor }) };
}

async function loadFloor(ports: Ports, needs: readonly FloorNeeds[]): Promise<Floor | undefined> {
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
 * Decides, and decides again with everybody in view when the customer would be left with nobody. At a pass of the music the
 * customer may have nobody already: then their place in the queue is read, and everybody is in view at once if it is near.
 */
export async function decideInScene(
  ports: Ports,
  found: Scene,
  events: readonly Event[],
): Promise<{ readonly decision: Decision; readonly scene: Scene }> {
  const scene = await withQueue(ports, found, events);
  if (!mayChoose(ports, scene, events)) return { decision: decideAll(ports, scene, events), scene };
  if (scene.floor && scene.stored && needsAgent(scene.stored.value))
    return decideInView(ports, scene, events);
  const decision = decideAll(ports, scene, events);
  if (decision.kind !== 'decided' || !needsAgent(decision.call)) return { decision, scene };
  return decideInView(ports, scene, events);
}

async function withQueue(ports: Ports, scene: Scene, events: readonly Event[]): Promise<Scene> {
  const isAsked = events.some((event) => floorNeeds(event).queue === 'if-alone');
  if (!isAsked || scene.floor || !scene.stored || !needsAgent(scene.stored.value)) return scene;
  const waiting = await ports.waiting.list().catch(() => undefined);
  return waiting ? { ...scene, floor: { agents: [], waiting, isWhole: false } } : scene;
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
  const floor = await loadWhole(ports, scene.floor?.waiting).catch(() => scene.floor);
  const whole = { ...scene, ...(floor && { floor }) };
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
