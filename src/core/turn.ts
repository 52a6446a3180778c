import type { Call, Leg, LegId } from './call.ts';
import type { Command } from './commands.ts';
import type { World } from './events.ts';
import { withoutLeg } from './pending.ts';
import { told, type StoryCode, type Told, type ValuesOf } from './story.ts';

/** What changes in the call; `undefined` takes an optional part away. */
type Change = { readonly [K in keyof Call]?: Call[K] | undefined };

/**
 * A decision in the making: the call as it will be, what has to be done, and what is told about it.
 * Immutable: each step answers a new turn, so a rule reads as a chain of what it does.
 */
export class Turn {
  private constructor(
    readonly call: Call,
    readonly world: World,
    readonly commands: readonly Command[],
    readonly story: readonly Told[],
  ) {}

  static at(call: Call, world: World): Turn {
    return new Turn(call, world, [], []);
  }

  get now(): number {
    return this.world.now;
  }

  with(change: Change): Turn {
    const entries = Object.entries({ ...this.call, ...change }).filter(([, value]) => value !== undefined);
    return new Turn(Object.fromEntries(entries) as unknown as Call, this.world, this.commands, this.story);
  }

  run(...commands: readonly Command[]): Turn {
    return this.running([...this.commands, ...commands]);
  }

  /** These commands in place of those decided so far. */
  running(commands: readonly Command[]): Turn {
    return new Turn(this.call, this.world, commands, this.story);
  }

  tell<Code extends StoryCode>(code: Code, ...values: ValuesOf<Code>): Turn {
    return new Turn(this.call, this.world, this.commands, [...this.story, told(code, ...values)]);
  }

  add(leg: Leg): Turn {
    return this.with({ legs: [...this.call.legs, leg], nextLeg: this.call.nextLeg + 1 });
  }

  change(id: LegId, change: Partial<Omit<Leg, 'id'>>): Turn {
    return this.with({ legs: this.call.legs.map((leg) => (leg.id === id ? { ...leg, ...change } : leg)) });
  }

  /** The leg is gone for good, and nothing that was to happen to it is awaited any more. */
  drop(id: LegId): Turn {
    return this.with({
      legs: this.call.legs.filter((leg) => leg.id !== id),
      pending: withoutLeg(this.call.pending, id),
    });
  }

  /** Drops the leg and hangs it up. One whose SID is not known yet is hung up when it turns up. */
  hangUp(leg: Leg): Turn {
    const dropped = this.drop(leg.id);
    return leg.sid ? dropped.run({ type: 'HangUp', leg: leg.id, sid: leg.sid }) : dropped;
  }

  hold(hold: Call['customer']['hold']): Turn {
    const { hold: _, ...customer } = this.call.customer;
    return this.with({ customer: hold ? { ...customer, hold } : customer });
  }

  /** Everybody hears everybody, and so does whoever comes back. */
  joinAll(): Turn {
    return this.hold(undefined).unholdLegs();
  }

  /** Nobody but the customer is on hold. */
  unholdLegs(): Turn {
    const { legs, kept } = this.call;
    return this.with({
      legs: legs.map((leg) => ({ ...leg, held: false })),
      kept: kept?.map(({ held: _held, ...place }) => place),
    });
  }

  /** Leaves a rule that does not apply as it is, and applies one that does. */
  when(condition: boolean, rule: (turn: Turn) => Turn): Turn {
    return condition ? rule(this) : this;
  }
}
