import type { Call } from '../../../src/core/model/call.ts';
import type { Event } from '../../../src/core/model/events.ts';
import { transitionViolations, violations } from '../../../src/core/record/invariants.ts';

/** A leg as Twilio would know it. */
export interface Phone {
  readonly leg: string;
  readonly sid: string;
  readonly agent: string | undefined;
  state: 'dialling' | 'ringing' | 'answered' | 'on' | 'gone';
  held: boolean;
}

/** Webhooks on their way: while the post is unreliable, some are lost, repeated or overtaken. */
export class UnreliablePost {
  private readonly events: Event[] = [];

  constructor(private readonly random: () => number) {}

  get waits(): boolean {
    return this.events.length > 0;
  }

  send(event: Event, unreliably: boolean): void {
    const fate = unreliably ? this.random() % 20 : 2;
    if (fate > 0) this.events.push(event);
    if (fate === 1) this.events.push(event);
  }

  next(unreliably: boolean): Event | undefined {
    if (!this.waits) return undefined;
    const overtakes = unreliably && this.random() % 4 === 0;
    return this.events.splice(overtakes ? this.random() % this.events.length : 0, 1)[0];
  }
}

/** @throws Error naming the promises that the step to `after` broke */
export function expectPromisesKept(event: Event, before: Call | undefined, after: Call): void {
  const found = [...violations(after), ...(before ? transitionViolations(before, after) : [])];
  if (found.length > 0) throw new Error(`${event.type}: ${found.join('; ')} ${JSON.stringify(after)}`);
}
