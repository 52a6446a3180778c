import type { Call } from '../core/model/call.ts';
import type { AgentId, CallSid } from '../core/model/ids.ts';
import type { Command } from '../core/model/commands.ts';
import type { RefusalCode, Decided } from '../core/model/decision.ts';
import type { Event } from '../core/model/events.ts';
import type { World } from '../core/model/world.ts';
import { isClosed } from '../core/model/phase.ts';
import type { TimelineEvent } from '../core/model/timeline-event.ts';
import type { Ports } from './ports.ts';
import { type Claims, makeClaims, undoClaims } from './claims.ts';
import { CallConflictError } from './ports.ts';
import { type Stored, ConflictError } from '../shared/storage.ts';
import { runBesideSave, runCommands, undoBesideSave } from './run-commands.ts';
import {
  agentsOf,
  decideOnState,
  newCallState,
  loadState,
  worldOf,
  type LoadedState,
} from './loaded-state.ts';

/** An event that was refused. It has changed nothing. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: RefusalCode;
}

/**
 * A decided event: the state after it, and the commands that still have to run. An event that changes nothing has no
 * commands, and is not written.
 */
interface Saved {
  readonly kind: 'saved';
  readonly state: LoadedState & { readonly stored: Stored<Call> };
  readonly commands: readonly Command[];
  /** What became of the commands that ran beside the save. */
  readonly results: readonly Event[];
  readonly timeline: readonly TimelineEvent[];
  /** Whether the event changed anything. */
  readonly isChanged: boolean;
}

/** Results may lead to more commands. A chain longer than this is left to the next event. */
const MAX_ROUNDS = 6;
/** So often an event is decided in all, while other writers are quicker. Then it is refused. */
const MAX_TRIES = 12;
/** Before it loads anew, a Function waits a random time. Its limit doubles from try to try, up to the longest. */
const FIRST_WAIT_MS = 15;
const LONGEST_WAIT_MS = 250;

/** A processed event with all its consequences. */
export interface Processed {
  readonly kind: 'processed';
  readonly call: Call;
  readonly world: World;
  /** Released agents who may take another call. */
  readonly freed: readonly AgentId[];
  /** Whether the event changed anything. */
  readonly isChanged: boolean;
}

/**
 * Processes one event: load, decide, save by compare-and-swap, run the commands, and the same again for their results.
 * Effects follow the save. So a Function that loses a race against another has done nothing, and decides again.
 * @throws Error when the store does not answer within the budget
 */
export async function processEvent(ports: Ports, id: CallSid, event: Event): Promise<Processed | Refused> {
  const [state, events] = await Promise.all([
    event.type === 'CallArrived' ? newCallState() : loadState(ports, id, [event]),
    confirmedEvents(ports, id, event),
  ]);
  const first = await decideAndSave(ports, id, state, events);
  if (first.kind === 'refused') return first;
  const freed = new Set<AgentId>();
  // A caller is answered at once. The commands beside the save stay pending, and the next event checks them.
  const last = event.type === 'CallArrived' ? first : await runUntilQuiet(ports, id, first, freed);
  // Results are mostly decided without presence and queue. Then the answer names the queue as the event found it.
  const world = worldOf(ports, { ...first.state, ...last.state });
  const { isChanged } = first;
  return { kind: 'processed', call: last.state.stored.value, world, freed: [...freed], isChanged };
}

/**
 * Somebody may have kept a webhook, and send it again days later. So we ask Twilio before we ring agents for a caller,
 * or end a call for its message.
 * @returns the events that are true, as far as Twilio answers
 */
async function confirmedEvents(ports: Ports, id: CallSid, event: Event): Promise<readonly Event[]> {
  if (event.type === 'VoicemailRecorded' && (await isInNoRoom(ports, id)))
    return [{ type: 'MessageAsked' }, event];
  if (event.type !== 'CustomerJoined') return [event];
  const isThere = ports.telephony.caller(id, { briefly: true }).then((caller) => caller !== undefined);
  return [(await isThere.catch(() => true)) ? event : { type: 'CustomerHungUp' }];
}

/**
 * Whether the customer is in no room. Then they were asked for a message, even where the document does not say so.
 * False when the call is closed already, or Twilio does not answer.
 */
async function isInNoRoom(ports: Ports, id: CallSid): Promise<boolean> {
  const call = (await ports.calls.load(id))?.value;
  if (!call || isClosed(call)) return false;
  const seen = await ports.telephony.whoIsInRoom(call).catch(() => undefined);
  return seen?.inRoom.every(({ sid }) => sid !== id) === true;
}

/**
 * Runs commands and processes their results, until nothing is left to do.
 * @param freed gets the agents whom the commands free
 */
async function runUntilQuiet(ports: Ports, id: CallSid, saved: Saved, freed: Set<AgentId>): Promise<Saved> {
  let current = saved;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const results = await runEffects(ports, id, current);
    for (const agent of freedBy(current.commands)) freed.add(agent);
    if (results.length === 0 || ports.budget.left() <= 0) return current;
    // Other agents may be free by now. So a decision that needs presence and queue reads them anew.
    const { stored } = current.state;
    const next = await decideAndSave(ports, id, { stored }, results);
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

/** Runs the commands and writes the timeline. @returns all results, those beside the save first */
async function runEffects(ports: Ports, id: CallSid, saved: Saved): Promise<readonly Event[]> {
  const [results] = await Promise.all([
    runCommands(ports, saved.state.stored.value, saved.commands),
    appendTimeline(ports, id, saved.timeline),
  ]);
  return [...saved.results, ...results];
}

/** Decides and saves. On a conflict it decides again on the newest state. Without tries or time left it refuses. */
async function decideAndSave(
  ports: Ports,
  id: CallSid,
  start: LoadedState,
  events: readonly Event[],
): Promise<Saved | Refused> {
  let loaded = start;
  for (let tries = 0; tries < MAX_TRIES && ports.budget.left() > 0; tries++) {
    const { decision, state } = await decideOnState(ports, loaded, events);
    if (decision.kind === 'refused') return decision;
    if (decision.kind === 'ignored') return unchanged(state);
    const saved = await trySave(ports, state, decision);
    if (!(saved instanceof ConflictError)) return saved;
    loaded = newestState(state, saved) ?? (await reloadedState(ports, id, events, tries));
  }
  return { kind: 'refused', code: 'try-again' };
}

/** The newest state from the conflict itself. Undefined when presence and queue have to be read anew as well. */
function newestState({ presenceAndQueue }: LoadedState, conflict: ConflictError): LoadedState | undefined {
  return conflict instanceof CallConflictError && !presenceAndQueue ? { stored: conflict.newest } : undefined;
}

/** Waits a little, so that the writers do not meet again, and loads. @param tries the number of earlier conflicts */
async function reloadedState(
  ports: Ports,
  id: CallSid,
  events: readonly Event[],
  tries: number,
): Promise<LoadedState> {
  await ports.budget.sleep(Math.random() * Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS));
  return loadState(ports, id, events);
}

/** An event that changes nothing is not saved. The answer is a view of the present state. */
function unchanged(state: LoadedState): Saved | Refused {
  if (!state.stored) return { kind: 'refused', code: 'call-not-found' };
  return {
    kind: 'saved',
    state: { ...state, stored: state.stored },
    commands: [],
    results: [],
    timeline: [],
    isChanged: false,
  };
}

/** Saves. Makes the claims and runs some commands beside it. @returns the conflict when another writer was quicker */
async function trySave(ports: Ports, state: LoadedState, decision: Decided): Promise<Saved | ConflictError> {
  const { call, commands, timeline } = decision;
  let isVain = false;
  const saving = saveOrCreate(ports, state, call).catch((error: unknown) => {
    isVain = true;
    throw error;
  });
  const attempt = { before: state.stored?.value, call, known: agentsOf(state), isVain: () => isVain };
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
  const results = [...(claims?.events ?? []), ...(beside.status === 'fulfilled' ? beside.value : [])];
  const remaining = commands.filter((command) => !claims?.prevents(command));
  const next = { ...state, stored: saved.value };
  return { kind: 'saved', state: next, commands: remaining, results, timeline, isChanged: true };
}

/**
 * Undoes what was written beside a failed save. What cannot be undone mends itself. A claim lapses, and the next offer
 * takes a call that does not wait out of the queue.
 */
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

function saveOrCreate(ports: Ports, state: LoadedState, call: Call): Promise<Stored<Call>> {
  return state.stored ? ports.calls.save(call, state.stored.revision) : ports.calls.create(call);
}

/** The timeline matters less than the call. A failed write of it never fails an event. */
async function appendTimeline(ports: Ports, id: CallSid, timeline: readonly TimelineEvent[]): Promise<void> {
  if (timeline.length === 0) return;
  await ports.timeline.append(id, ports.budget.now(), timeline).catch(() => undefined);
}
