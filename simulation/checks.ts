import { fromStored, type StoredCall } from '../src/core/record/stored-call.ts';
import { transitionViolations, violations } from '../src/core/record/invariants.ts';
import type { Agent } from '../src/core/model/agent.ts';
import type { Waiting } from '../src/core/model/waiting.ts';
import type { Call } from '../src/core/model/call.ts';
import { knowsAgent } from '../src/core/model/legs.ts';
import { needsAgent } from '../src/core/model/phase.ts';
import type { SimulatedCaller } from './caller.ts';
import { aloneness, difference, heldForNothing, leak } from './comparisons.ts';
import type { Person } from './person.ts';
import type { PromiseName } from './invariant-bounds.ts';
import { Rooms, type ObservedState } from './observed-state.ts';
import { type Breach, GracePeriods } from './grace-periods.ts';
import type { World } from './world.ts';

const PLAN_EVERY_MS = 2000;

interface CheckedScenario {
  readonly world: World;
  readonly callers: readonly SimulatedCaller[];
  readonly persons: readonly Person[];
}

/** After every step, compares the switch with the stored state, and both with the promises. */
export class Checks {
  readonly gracePeriods: GracePeriods;
  readonly #rooms: Rooms;
  readonly #scenario: CheckedScenario;
  readonly #stored = new Map<string, Call>();
  readonly #callers = new Map<string, SimulatedCaller>();
  readonly #closed = new Set<string>();
  /** Closed calls that had something left at the last check. */
  readonly #unsettled = new Set<string>();
  /** The calls of each agent, by the documents. */
  readonly #callsOf: ReadonlyMap<string, Set<string>>;
  readonly #claims = new Map<string, string>();
  #agentsChanged = false;
  #plansAt = 0;
  steps = 0;

  constructor(scenario: CheckedScenario, bounds: Readonly<Record<PromiseName, number>>) {
    this.#scenario = scenario;
    this.gracePeriods = new GracePeriods(bounds, () => scenario.world.clock.now());
    this.#rooms = new Rooms(scenario.world);
    this.#callsOf = new Map(scenario.persons.map(({ id }) => [id, new Set<string>()]));
    scenario.world.local.sync.onChange(({ object, type }) => {
      if (type === 'document_updated') this.#noteDocument(fromStored(object.data as StoredCall));
      else if (object.uniqueName === 'agents' || object.uniqueName === 'waiting') this.#agentsChanged = true;
    });
  }

  /** Looks at all that has changed since the last step. @returns a promise broken for too long */
  afterStep(): Breach | undefined {
    this.steps += 1;
    for (const call of this.#rooms.changed) this.#check(call);
    this.#rooms.changed.clear();
    this.#checkLines();
    if (this.#agentsChanged) this.#checkClaims();
    const now = this.#scenario.world.clock.now();
    if (now >= this.#plansAt) {
      this.#plansAt = now + PLAN_EVERY_MS;
      this.#checkPlans();
    }
    return this.gracePeriods.breach();
  }

  #noteDocument(next: Call): void {
    const before = this.#stored.get(next.id);
    this.#stored.set(next.id, next);
    this.#rooms.changed.add(next.id);
    this.#agentsChanged = true;
    // Every written document counts, also one that is put right in the same instant.
    const [broken] = violations(next);
    if (broken) this.gracePeriods.note('state against the rules (I5)', next.id, broken);
    const [changed] = before ? transitionViolations(before, next) : [];
    if (changed) this.gracePeriods.note('end changed (I6)', next.id, changed);
    this.#checkTwoCalls(next);
  }

  #checkTwoCalls(call: Call): void {
    // A document may not know yet that its call is over.
    const on = new Set(this.#closed.has(call.id) ? [] : agentsOn(call));
    for (const [agent, calls] of this.#callsOf) {
      if (on.has(agent) === calls.has(call.id)) continue;
      if (on.has(agent)) calls.add(call.id);
      else calls.delete(call.id);
      const what = calls.size > 1 ? `${agent} is on ${calls.size} calls.` : undefined;
      this.gracePeriods.note('agent on two calls (I3)', '', what, agent);
    }
  }

  #check(id: string): void {
    const caller = this.#callerOf(id);
    if (!caller) {
      const call = this.#rooms.legs.get(id);
      if (call !== undefined) this.#checkRoom(call);
      return;
    }
    this.#checkRoom(id);
  }

  #callerOf(call: string): SimulatedCaller | undefined {
    const known = this.#callers.get(call) ?? this.#scenario.callers.find((each) => each.call === call);
    if (known) this.#callers.set(call, known);
    return known;
  }

  #checkRoom(id: string): void {
    const observed = this.#rooms.of(id);
    const stored = this.#scenario.world.document(id);
    const note = (promise: PromiseName, what: string | undefined) =>
      this.gracePeriods.note(promise, id, what);
    const alone = stored?.phase === 'voicemail' && !observed.customer ? undefined : aloneness(observed);
    this.#noteByPage(stored, ['customer alone (I1)', 'customer alone, all pages dead (I1)'], note, alone);
    note('ended by nobody (I2)', this.#wrongEnd(id, observed, stored));
    note(
      'held for nothing (I1)',
      stored && !this.#scenario.world.holdAsked.has(id) ? heldForNothing(stored) : undefined,
    );
    note('consult overheard (I7)', stored && leak(observed, stored, this.#hears));
    const differing =
      stored && !stored.ending && !observed.customerIsOver ? difference(observed, stored) : undefined;
    this.#noteByPage(stored, ['shown wrongly (I8)', 'shown wrongly, all pages dead (I8)'], note, differing);
    const left = this.#leftOver(id, observed);
    note('leg left over (I4)', left);
    if (left !== undefined) this.#unsettled.add(id);
    note(
      'document not ended (I4)',
      observed.customerIsOver && stored && !stored.ending
        ? 'The call is over, the document is not.'
        : undefined,
    );
    if (!observed.customerIsOver || this.#closed.has(id)) return;
    this.#closed.add(id);
    this.#unsettled.add(id);
    if (stored) this.#checkTwoCalls(stored);
  }

  /** An agent's page finds what was lost. For a dead page a colleague's page does, which takes longer. */
  #noteByPage(
    stored: Call | undefined,
    [attended, deserted]: readonly [PromiseName, PromiseName],
    note: (promise: PromiseName, what: string | undefined) => void,
    what: string | undefined,
  ): void {
    const agents = stored ? agentsOn(stored) : [];
    const isDeserted =
      agents.length > 0 &&
      !this.#scenario.persons.some(({ id, page }) => page?.isOpen && agents.includes(id));
    note(attended, isDeserted ? undefined : what);
    note(deserted, isDeserted ? what : undefined);
  }

  readonly #hears = (sid: string): readonly string[] =>
    this.#scenario.world.local.phoneSwitch.hearing(sid)?.voices ?? [];

  #wrongEnd(id: string, observed: ObservedState, stored: Call | undefined): string | undefined {
    const { endAsked, recorded } = this.#scenario.world;
    if (observed.endedBy !== undefined && observed.endedBy !== id) return 'An agent who left ended the room.';
    const mayEnd = this.#callerOf(id)?.hungUp || endAsked.has(id) || recorded.has(id);
    if (mayEnd) return undefined;
    if (observed.customerIsOver) return 'The call ended though nobody ended it.';
    return stored?.ending ? `The call was ended (${stored.ending.why}) though nobody ended it.` : undefined;
  }

  /** Legs that outlive their call: on a living page, or in a conference without its customer. */
  #leftOver(id: string, observed: ObservedState): string | undefined {
    if (!observed.customerIsOver) return undefined;
    const leg = this.#scenario.persons.find(
      ({ page }) => page?.line?.call === id || (page?.offer && page.ringsFor(page.offer).call === id),
    );
    if (leg) return `${leg.id} is still on it.`;
    return observed.others.length > 0 ? 'Somebody is still in the room.' : undefined;
  }

  /** Checks who is on which call. Pages change that without the switch. */
  #checkLines(): void {
    for (const { id, rungWhileBusy } of this.#scenario.persons) {
      this.gracePeriods.note(
        'rung while busy (I3)',
        rungWhileBusy ?? '',
        rungWhileBusy && `${id} was rung while on a call, or twice for one leg.`,
        id,
      );
    }
  }

  #checkClaims(): void {
    this.#agentsChanged = false;
    const { world } = this.#scenario;
    for (const agent of world.agents()) this.#checkClaim(agent);
    const entries = world.entries<Waiting>('map', 'waiting');
    const waiting = new Set(entries.map(({ call }) => call));
    for (const call of waiting) if (this.#closed.has(call)) this.#unsettled.add(call);
    for (const call of this.#stored.values()) this.#checkPlace(call, entries);
    for (const call of this.#unsettled) this.#checkLeftOver(call, waiting.has(call));
  }

  /**
   * A customer who waits is in the queue, by the start of their wait. One who is with somebody, or has an offer
   * ringing, is not.
   */
  #checkPlace(call: Call, entries: readonly Waiting[]): void {
    if (this.#closed.has(call.id))
      return this.gracePeriods.note('wrong place in the queue (I4)', call.id, undefined);
    const entry = entries.find((each) => each.call === call.id);
    const wrong = entry && (!needsAgent(call) || entry.since !== (call.rescue?.since ?? call.startedAt));
    this.gracePeriods.note(
      'wrong place in the queue (I4)',
      call.id,
      wrong ? 'It has a place in the queue that is not its own.' : undefined,
    );
  }

  #checkLeftOver(call: string, isQueued: boolean): void {
    const leg = this.#leftOver(call, this.#rooms.of(call));
    this.gracePeriods.note('leg left over (I4)', call, leg);
    this.gracePeriods.note('queued after the end (I4)', call, isQueued ? 'Still in the queue.' : undefined);
    if (leg === undefined && !isQueued) this.#unsettled.delete(call);
  }

  #checkClaim({ id, call }: Agent): void {
    const before = this.#claims.get(id);
    if (before !== undefined && before !== call) {
      this.gracePeriods.note('claimed, unknown to the call (I8)', before, undefined, id);
      this.gracePeriods.note('claim left over (I4)', before, undefined, id);
    }
    if (call === undefined) return void this.#claims.delete(id);
    this.#claims.set(id, call);
    if (this.#closed.has(call))
      this.gracePeriods.note('claim left over (I4)', call, `${id} is still claimed for it.`, id);
    const stored = this.#scenario.world.document(call);
    const isUnknown = stored && !stored.ending && !knowsAgent(stored, id);
    const what = isUnknown ? `${id} is claimed for it, and it does not know them.` : undefined;
    this.gracePeriods.note('claimed, unknown to the call (I8)', call, what, id);
  }

  /** A waiting customer has a plan: an agent who is free is offered them. */
  #checkPlans(): void {
    const { world, persons, callers } = this.#scenario;
    const agents = world
      .agents()
      .filter((agent) => agent.presence === 'available' && agent.call === undefined);
    const free = agents.filter(({ id }) => persons.some((person) => person.id === id && person.isReady));
    const waiting = callers.filter(({ call, isOver }) => {
      const stored = call === undefined || isOver ? undefined : world.document(call);
      return (
        stored &&
        !stored.ending &&
        stored.phase !== 'voicemail' &&
        stored.legs.length === 0 &&
        stored.customer.joined
      );
    });
    const isUnserved = waiting.length > 0 && free.length >= waiting.length;
    const what = isUnserved ? `${free.map(({ id }) => id).join()} free, and a customer waits.` : undefined;
    for (const { call } of callers) {
      if (call !== undefined)
        this.gracePeriods.note(
          'free agent not offered (I1)',
          call,
          waiting.some((each) => each.call === call) ? what : undefined,
        );
    }
  }
}

function agentsOn({ ending, legs }: Call): readonly string[] {
  return ending ? [] : legs.flatMap(({ party }) => (party.kind === 'agent' ? party.agent : []));
}
