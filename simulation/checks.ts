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

/** How often it looks for a waiting customer without a plan, in virtual time. The bound is several times as long. */
const PLAN_EVERY_MS = 2000;

/** What the checks read of a scenario. */
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
  /** Each call's document as it was last updated. */
  readonly #stored = new Map<string, Call>();
  readonly #callers = new Map<string, SimulatedCaller>();
  /** The calls whose customer is off the line, whatever their documents say. */
  readonly #closed = new Set<string>();
  /** Closed calls that had something left at the last check. */
  readonly #unsettled = new Set<string>();
  /** The calls on which each agent is, as the documents say. */
  readonly #callsOf: ReadonlyMap<string, Set<string>>;
  /** The call for which each agent is claimed, as it was at the last check. */
  readonly #claims = new Map<string, string>();
  #storeChanged = false;
  /** When it looks for plans again. */
  #plansAt = 0;
  /** How many steps were checked. */
  steps = 0;

  constructor(scenario: CheckedScenario, bounds: Readonly<Record<PromiseName, number>>) {
    this.#scenario = scenario;
    this.gracePeriods = new GracePeriods(bounds, () => scenario.world.clock.now());
    this.#rooms = new Rooms(scenario.world);
    this.#callsOf = new Map(scenario.persons.map(({ id }) => [id, new Set<string>()]));
    scenario.world.local.sync.onChange(({ object, type }) => {
      if (type === 'document_updated') this.#noteDocument(fromStored(object.data as StoredCall));
      else if (object.uniqueName === 'agents' || object.uniqueName === 'waiting') this.#storeChanged = true;
    });
  }

  /** Checks all that has changed since the last step. @returns a promise that has been broken for too long, if any */
  afterStep(): Breach | undefined {
    this.steps += 1;
    for (const sid of this.#rooms.changed) this.#checkPhoneCall(sid);
    this.#rooms.changed.clear();
    this.#checkRings();
    if (this.#storeChanged) this.#checkAgentsAndQueue();
    const now = this.#scenario.world.clock.now();
    if (now >= this.#plansAt) {
      this.#plansAt = now + PLAN_EVERY_MS;
      this.#checkPlans();
    }
    return this.gracePeriods.breach();
  }

  /** Checks a document as it is written, against the one before it. */
  #noteDocument(next: Call): void {
    const before = this.#stored.get(next.id);
    this.#stored.set(next.id, next);
    this.#rooms.changed.add(next.id);
    this.#storeChanged = true;
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

  /** Checks the room in which a phone call is, or was: the customer's own, or a leg's. */
  #checkPhoneCall(sid: string): void {
    const call = this.#callerOf(sid) ? sid : this.#rooms.legs.get(sid);
    if (call !== undefined) this.#checkRoom(call);
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
    if (observed.customerIsOver && !this.#closed.has(id)) this.#close(id, stored);
  }

  /** From now on nobody may be on the call, claimed for it or queued with it. */
  #close(id: string, stored: Call | undefined): void {
    this.#closed.add(id);
    this.#unsettled.add(id);
    if (stored) this.#checkTwoCalls(stored);
  }

  /**
   * Notes the promise for calls with a living page, or the one for calls whose pages are dead. An agent's page finds
   * what was lost. For a dead page a colleague's page does, which takes longer.
   */
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

  /** What is wrong about the end of the call or of its room. */
  #wrongEnd(id: string, observed: ObservedState, stored: Call | undefined): string | undefined {
    const { endAsked, recorded } = this.#scenario.world;
    if (observed.endedBy !== undefined && observed.endedBy !== id) return 'An agent who left ended the room.';
    const mayEnd = this.#callerOf(id)?.hungUp || endAsked.has(id) || recorded.has(id);
    if (mayEnd) return undefined;
    if (observed.customerIsOver) return 'The call ended though nobody ended it.';
    return stored?.ending ? `The call was ended (${stored.ending.why}) though nobody ended it.` : undefined;
  }

  /** What is left of a call that is over: a leg on a living page, or somebody in the room without the customer. */
  #leftOver(id: string, observed: ObservedState): string | undefined {
    if (!observed.customerIsOver) return undefined;
    const leg = this.#scenario.persons.find(
      ({ page }) => page?.line?.call === id || (page?.offer && page.ringsFor(page.offer).call === id),
    );
    if (leg) return `${leg.id} is still on it.`;
    return observed.others.length > 0 ? 'Somebody is still in the room.' : undefined;
  }

  /** Checks that no agent was rung while on a call. Pages notice that themselves, and the switch does not tell of it. */
  #checkRings(): void {
    for (const { id, rungWhileBusy } of this.#scenario.persons) {
      this.gracePeriods.note(
        'rung while busy (I3)',
        rungWhileBusy ?? '',
        rungWhileBusy && `${id} was rung while on a call, or twice for one leg.`,
        id,
      );
    }
  }

  /** Checks the agents' claims and the queue against the documents, and looks for what closed calls have left. */
  #checkAgentsAndQueue(): void {
    this.#storeChanged = false;
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

  /** A closed call is settled, and not checked again, once nothing of it is left. */
  #checkLeftOver(call: string, isQueued: boolean): void {
    const leg = this.#leftOver(call, this.#rooms.of(call));
    this.gracePeriods.note('leg left over (I4)', call, leg);
    this.gracePeriods.note('queued after the end (I4)', call, isQueued ? 'Still in the queue.' : undefined);
    if (leg === undefined && !isQueued) this.#unsettled.delete(call);
  }

  /** An agent is claimed only for a call that goes on and knows them. */
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
    const available = world
      .agents()
      .filter((agent) => agent.presence === 'available' && agent.call === undefined);
    const free = available.filter(({ id }) => persons.some((person) => person.id === id && person.isReady));
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

/** The agents who have a leg in the call, ringing or on the line. */
function agentsOn({ ending, legs }: Call): readonly string[] {
  return ending ? [] : legs.flatMap(({ party }) => (party.kind === 'agent' ? party.agent : []));
}
