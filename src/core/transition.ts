import type { Call, Leg } from './model/call.ts';
import type { LegId, PhoneCallSid } from './model/ids.ts';
import type { Command } from './model/commands.ts';
import type { World } from './model/world.ts';
import { withoutLeg } from './effects/pending.ts';
import {
  timelineEvent,
  type TimelineCode,
  type TimelineEvent,
  type ValuesOf,
} from './model/timeline-event.ts';

/** What changes in the call; `undefined` takes an optional part away. */
type Change = { readonly [K in keyof Call]?: Call[K] | undefined };

/**
 * A decision in the making: the next state of the call, its commands and its timeline events.
 * Immutable: each step returns a new transition, so a rule reads as a chain of steps.
 */
export class Transition {
  private constructor(
    readonly call: Call,
    readonly world: World,
    readonly commands: readonly Command[],
    readonly timeline: readonly TimelineEvent[],
  ) {}

  static at(call: Call, world: World): Transition {
    return new Transition(call, world, [], []);
  }

  get now(): number {
    return this.world.now;
  }

  with(change: Change): Transition {
    const changed = { ...this.call, ...change };
    const isWhole = Object.values(change).every((value) => value !== undefined);
    const entries = () => Object.entries(changed).filter(([, value]) => value !== undefined);
    const call = (isWhole ? changed : Object.fromEntries(entries())) as Call;
    return new Transition(call, this.world, this.commands, this.timeline);
  }

  run(...commands: readonly Command[]): Transition {
    return this.running([...this.commands, ...commands]);
  }

  /** These commands in place of those decided so far. */
  running(commands: readonly Command[]): Transition {
    return new Transition(this.call, this.world, commands, this.timeline);
  }

  record<Code extends TimelineCode>(code: Code, ...values: ValuesOf<Code>): Transition {
    return new Transition(this.call, this.world, this.commands, [
      ...this.timeline,
      timelineEvent(code, ...values),
    ]);
  }

  /** The name that the next leg gets. */
  get nextLegId(): LegId {
    return `a${this.call.nextLeg}`;
  }

  addLeg(leg: Leg): Transition {
    return this.with({ legs: [...this.call.legs, leg], nextLeg: this.call.nextLeg + 1 });
  }

  changeLeg(id: LegId, change: Partial<Omit<Leg, 'id'>>): Transition {
    return this.with({ legs: this.call.legs.map((leg) => (leg.id === id ? { ...leg, ...change } : leg)) });
  }

  /** The leg is gone for good, and so are its pending commands. */
  dropLeg(id: LegId): Transition {
    return this.with({
      legs: this.call.legs.filter((leg) => leg.id !== id),
      pending: withoutLeg(this.call.pending, id),
    });
  }

  /** Drops the leg and hangs it up. A leg without a known SID is hung up when it turns up. */
  hangUp(leg: Leg): Transition {
    const dropped = this.dropLeg(leg.id);
    return leg.sid ? dropped.hangUpCall(leg.id, leg.sid, leg.state) : dropped;
  }

  /** Hangs up the phone call of a leg that is not, or not any more, in this call. */
  hangUpCall(leg: LegId, sid: PhoneCallSid, state: Leg['state']): Transition {
    const unanswered = state === 'dialling' || state === 'ringing';
    return this.run({ type: 'HangUp', leg, sid, ...(unanswered && { unanswered }) });
  }

  hold(hold: Call['customer']['hold']): Transition {
    if (hold === this.call.customer.hold) return this;
    const { hold: _hold, waits: _waits, ...customer } = this.call.customer;
    return this.with({ customer: hold ? { ...customer, hold } : customer });
  }

  /** All parties hear each other, and so will those who come back. */
  joinAll(): Transition {
    return this.hold(undefined).unholdLegs();
  }

  /** Nobody but the customer is on hold. */
  unholdLegs(): Transition {
    const { legs, absentAgents } = this.call;
    return this.with({
      legs: legs.map((leg) => ({ ...leg, held: false })),
      absentAgents: absentAgents?.map(({ held: _held, ...absent }) => absent),
    });
  }

  /** Leaves a rule that does not apply as it is, and applies one that does. */
  when(condition: boolean, rule: (transition: Transition) => Transition): Transition {
    return condition ? rule(this) : this;
  }
}
