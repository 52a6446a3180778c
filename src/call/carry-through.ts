import type { AgentId, Call, CallSid } from '../core/call.ts';
import type { Command } from '../core/commands.ts';
import type { Decision, RefusalCode } from '../core/decision.ts';
import type { Event, World } from '../core/events.ts';
import type { Told } from '../core/story.ts';
import type { Ports, Stored } from './ports.ts';
import { type Claims, makeClaims, undoClaims } from './claims.ts';
import { CallConflictError, ConflictError } from './ports.ts';
import { runBesideSave, runCommands, undoBesideSave } from './run-commands.ts';
import { agentsOf, decideInScene, emptyScene, loadScene, worldOf, type Scene } from './scene.ts';

/** Nothing has changed. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: RefusalCode;
}

/** An event carried through to the store: the state after it, and what is still to be done. */
interface Saved {
  readonly kind: 'saved';
  readonly scene: Scene & { readonly stored: Stored<Call> };
  readonly commands: readonly Command[];
  readonly outcomes: readonly Event[];
  readonly story: readonly Told[];
}

type Decided = Extract<Decision, { kind: 'decided' }>;

/** Outcomes may decide more commands; a chain longer than this is left to the next touch. */
const MAX_ROUNDS = 6;
const MAX_CONFLICTS = 12;

/** An event carried through with all that followed from it. */
export interface Carried {
  readonly kind: 'carried';
  readonly call: Call;
  readonly world: World;
  /** Agents who were given back and may take another call. */
  readonly freed: readonly AgentId[];
}

/**
 * Carries one event through: load, decide, save by compare-and-swap, run the commands, and the same again for their outcomes.
 * Effects follow the save, so whoever loses the race against another Function has done nothing, and decides again.
 * @throws Error when the store does not answer within the budget
 */
export async function carryThrough(ports: Ports, id: CallSid, event: Event): Promise<Carried | Refused> {
  const [scene, told] = await Promise.all([
    event.type === 'CallArrived' ? emptyScene() : loadScene(ports, id, [event]),
    believed(ports, id, event),
  ]);
  const first = await decideAndSave(ports, id, scene, [told]);
  if (first.kind === 'refused') return first;
  const freed = new Set<AgentId>();
  // A caller is answered at once: what was done beside the save stays pending, and the next touch looks after it.
  const last = event.type === 'CallArrived' ? first : await settle(ports, id, first, freed);
  // Outcomes are decided without the floor; the answer may speak of the queue as the event found it.
  const world = worldOf(ports, { ...first.scene, ...last.scene });
  return { kind: 'carried', call: last.scene.stored.value, world, freed: [...freed] };
}

/**
 * A caller comes in: agents are rung for them from now on. What Twilio told days ago may be told again, by whoever has kept it,
 * so that Twilio is asked whether they are on the line.
 */
async function believed(ports: Ports, id: CallSid, event: Event): Promise<Event> {
  if (event.type !== 'CustomerJoined') return event;
  const isThere = ports.telephony.caller(id, { briefly: true }).then((caller) => caller !== undefined);
  return (await isThere.catch(() => true)) ? event : { type: 'CustomerHungUp' };
}

/** Runs commands and carries their outcomes through, until nothing is left to do. */
async function settle(ports: Ports, id: CallSid, saved: Saved, freed: Set<AgentId>): Promise<Saved> {
  let current = saved;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const outcomes = await runEffects(ports, id, current);
    for (const agent of freedBy(current.commands)) freed.add(agent);
    if (outcomes.length === 0 || ports.budget.left() <= 0) return current;
    // Who is free has changed since, most surely after a lost claim.
    const { stored } = current.scene;
    const next = await decideAndSave(ports, id, { stored }, outcomes);
    if (next.kind === 'refused') return current;
    current = next;
  }
  return current;
}

function freedBy(commands: readonly Command[]): readonly AgentId[] {
  return commands.flatMap((each) =>
    each.type === 'ReleaseAgent' && each.to === 'available' ? [each.agent] : [],
  );
}

async function runEffects(ports: Ports, id: CallSid, saved: Saved): Promise<readonly Event[]> {
  const [outcomes] = await Promise.all([
    runCommands(ports, saved.scene.stored.value, saved.commands),
    tell(ports, id, saved.story),
  ]);
  return [...saved.outcomes, ...outcomes];
}

/** Decides and saves; on a conflict decides again on the newest state. */
async function decideAndSave(
  ports: Ports,
  id: CallSid,
  start: Scene,
  events: readonly Event[],
): Promise<Saved | Refused> {
  let loaded = start;
  for (let tries = 0; tries < MAX_CONFLICTS && ports.budget.left() > 0; tries++) {
    const { decision, scene } = await decideInScene(ports, loaded, events);
    if (decision.kind === 'refused') return decision;
    if (decision.kind === 'ignored') return unchanged(scene);
    const saved = await trySave(ports, scene, decision);
    if (!(saved instanceof ConflictError)) return saved;
    loaded = newestScene(scene, saved) ?? (await laterScene(ports, id, events, tries));
  }
  return { kind: 'refused', code: 'try-again' };
}

/** The conflict has told the newest state, which is all that a decision without the floor looks at. */
function newestScene({ floor }: Scene, conflict: ConflictError): Scene | undefined {
  return conflict instanceof CallConflictError && !floor ? { stored: conflict.newest } : undefined;
}

async function laterScene(
  ports: Ports,
  id: CallSid,
  events: readonly Event[],
  tries: number,
): Promise<Scene> {
  await ports.budget.sleep(Math.random() * Math.min(15 * 2 ** tries, 250));
  return loadScene(ports, id, events);
}

/** An event that changes nothing is not saved; the answer is a view of the state as it is. */
function unchanged(scene: Scene): Saved | Refused {
  if (!scene.stored) return { kind: 'refused', code: 'call-not-found' };
  return { kind: 'saved', scene: { ...scene, stored: scene.stored }, commands: [], outcomes: [], story: [] };
}

/** Saves, and does beside it what may be done; answers the conflict when another writer was quicker. */
async function trySave(ports: Ports, scene: Scene, decision: Decided): Promise<Saved | ConflictError> {
  const { call, commands, story } = decision;
  let isVain = false;
  const saving = store(ports, scene, call).catch((error: unknown) => {
    isVain = true;
    throw error;
  });
  const attempt = { before: scene.stored?.value, call, known: agentsOf(scene), isVain: () => isVain };
  const [saved, claimed, beside] = await Promise.allSettled([
    saving,
    makeClaims(ports, attempt, commands),
    runBesideSave(ports, call, commands),
  ]);
  const claims = claimed.status === 'fulfilled' ? claimed.value : undefined;
  if (saved.status === 'rejected') {
    await takeBack(ports, decision, claims, saved.reason);
    if (saved.reason instanceof ConflictError) return saved.reason;
    throw saved.reason;
  }
  const outcomes = [...(claims?.outcomes ?? []), ...(beside.status === 'fulfilled' ? beside.value : [])];
  const left = commands.filter((command) => !claims?.prevents(command));
  return { kind: 'saved', scene: { ...scene, stored: saved.value }, commands: left, outcomes, story };
}

/** What was written beside a save that failed is taken back; what cannot be is found by whoever offers an agent next. */
async function takeBack(
  ports: Ports,
  { call, commands }: Decided,
  claims: Claims | undefined,
  reason: unknown,
): Promise<void> {
  const newest = reason instanceof CallConflictError ? reason.newest.value : undefined;
  await Promise.allSettled([
    claims && undoClaims(ports, claims),
    reason instanceof ConflictError && undoBesideSave(ports, { call, newest }, commands),
  ]);
}

function store(ports: Ports, scene: Scene, call: Call): Promise<Stored<Call>> {
  return scene.stored ? ports.calls.save(call, scene.stored.revision) : ports.calls.create(call);
}

/** The account of a call is worth less than the call: it never fails an event. */
async function tell(ports: Ports, id: CallSid, story: readonly Told[]): Promise<void> {
  if (story.length === 0) return;
  await ports.timeline.append(id, ports.budget.now(), story).catch(() => undefined);
}
