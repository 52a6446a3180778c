import type { Agent } from '../../../src/core/model/agent.ts';
import type { Waiting } from '../../../src/core/model/waiting.ts';
import type { Call, Leg } from '../../../src/core/model/call.ts';
import type { Command } from '../../../src/core/model/commands.ts';
import { decide } from '../../../src/core/decide.ts';
import type { RefusalCode } from '../../../src/core/model/decision.ts';
import type { Event, Request } from '../../../src/core/model/events.ts';
import type { World } from '../../../src/core/model/world.ts';
import type { Settings } from '../../../src/core/model/settings.ts';
import { agentLeg } from '../../../src/core/model/legs.ts';
import type { TransferKind } from '../../../src/core/model/transfer-kinds.ts';
import type { TimelineEvent } from '../../../src/core/model/timeline-event.ts';
import { commandKey, isDial } from '../../../src/core/effects/descriptors.ts';
import { transitionViolations, violations } from '../../../src/core/record/invariants.ts';

export const CALL = 'CA0';
export const START = 1_000_000;

export const settings: Settings = {
  ringSeconds: 20,
  longestWaitSeconds: 300,
  reassureEverySeconds: 30,
  recallSeconds: 30,
  wrapUpSeconds: 60,
  pageGoneSeconds: 60,
  directory: [{ id: 'plumber', name: 'Plumber', number: '+15550100' }],
};

/** An available agent whose page is alive; earlier names have been idle longer. */
export function agent(id: string, change: Partial<Agent> = {}): Agent {
  const name = id[0]?.toUpperCase() + id.slice(1);
  const idleSince = START - 10_000 + id.charCodeAt(0);
  const seenAt = START + 1_000_000;
  return { id, name, role: 'agent', presence: 'available', since: START, idleSince, seenAt, ...change };
}

const arrived: Event = {
  type: 'CallArrived',
  call: CALL,
  from: '+15550123',
  to: '+15550100',
  language: 'en',
};

let keys = 0;

/** A request without who asks. */
export type Asked = Request extends infer Each
  ? Each extends Request
    ? Omit<Each, 'by' | 'key'>
    : never
  : never;

/** A request of an agent's page with a key of its own. */
export function asks(by: string, asked: Asked): Event {
  keys += 1;
  return { ...asked, by, key: `key-${keys}` };
}

/**
 * One call, event by event. Every command takes effect unless the spec says otherwise. The invariants are checked after
 * every event.
 */
export class CallSpec {
  call: Call | undefined;
  commands: readonly Command[] = [];
  timeline: readonly TimelineEvent[] = [];
  refusal: RefusalCode | undefined;
  ignored = false;
  now = START;
  agents: Agent[];
  waiting: Waiting[] = [];

  constructor(...agents: readonly Agent[]) {
    this.agents = [...agents];
  }

  get state(): Call {
    if (!this.call) throw new Error('there is no call yet');
    return this.call;
  }

  get does(): readonly string[] {
    return this.commands.map(({ type }) => type);
  }

  world(): World {
    return { now: this.now, agents: this.agents, waiting: this.waiting, settings };
  }

  when(...events: readonly Event[]): this {
    for (const event of events) this.take(event);
    return this;
  }

  later(seconds: number): this {
    this.now += seconds * 1000;
    return this;
  }

  arrives(): this {
    return this.when(arrived, { type: 'CustomerJoined', room: 'CF1' });
  }

  dialled(id: string): this {
    return this.when({ type: 'LegDialled', leg: this.leg(id).id, sid: sidOf(this.leg(id).id) });
  }

  answers(id: string): this {
    this.dialled(id);
    const leg = this.leg(id).id;
    const sid = sidOf(leg);
    return this.when(
      { type: 'LegRang', leg, sid },
      { type: 'LegAnswered', leg, sid },
      { type: 'LegJoined', leg, sid, room: 'CF1' },
    );
  }

  leaves(id: string): this {
    const leg = this.leg(id).id;
    return this.when({ type: 'LegLeft', leg, sid: sidOf(leg) });
  }

  misses(id: string, how: 'no-answer' | 'busy' | 'failed' = 'no-answer'): this {
    const leg = this.leg(id).id;
    const sid = sidOf(leg);
    if (this.leg(id).state === 'dialling') this.when({ type: 'LegRang', leg, sid });
    if (how === 'no-answer') this.later(settings.ringSeconds);
    return this.when({ type: 'LegEnded', leg, sid, how });
  }

  /** The leg of an agent, or of the outside party of that name. */
  leg(id: string): Leg {
    const leg =
      agentLeg(this.state, id) ??
      this.state.legs.find(({ party }) => party.kind === 'outside' && party.entry === id);
    if (!leg) throw new Error(`${id} is not in the call`);
    return leg;
  }

  private take(event: Event): void {
    const before = this.call;
    const decision = decide(before, event, this.world());
    this.refusal = decision.kind === 'refused' ? decision.code : undefined;
    this.ignored = decision.kind === 'ignored';
    this.commands = decision.kind === 'decided' ? decision.commands : [];
    this.timeline = decision.kind === 'decided' ? decision.timeline : [];
    if (decision.kind !== 'decided') return;
    this.call = decision.call;
    this.check(before, decision.call);
    this.commands.forEach((command) => this.carryOut(command));
  }

  private carryOut(command: Command): void {
    if (command.type === 'ClaimAgent')
      this.set(command.agent, { presence: 'busy', call: CALL, leg: command.leg });
    if (command.type === 'ReleaseAgent') this.release(command.agent, command.to);
    const done = decide(this.call, { type: 'CommandDone', command: commandKey(command) }, this.world());
    if (done.kind === 'decided' && !isDial(command) && command.type !== 'ClaimAgent') this.call = done.call;
  }

  private set(id: string, change: Partial<Agent>): void {
    this.agents = this.agents.map((each) => (each.id === id ? { ...each, ...change } : each));
  }

  private release(id: string, presence: Agent['presence']): void {
    const free = ({ call: _call, leg: _leg, ...rest }: Agent): Agent => ({ ...rest, presence });
    this.agents = this.agents.map((each) => (each.id === id ? free(each) : each));
  }

  private check(before: Call | undefined, after: Call): void {
    const found = [...violations(after), ...(before ? transitionViolations(before, after) : [])];
    if (!everyDialIsClaimed(this.commands)) found.push('I3: an agent is dialled without a claim');
    if (found.length > 0) throw new Error(found.join('; '));
  }
}

/** No agent is rung who could be rung for another call at the same time. */
function everyDialIsClaimed(commands: readonly Command[]): boolean {
  const claimed = new Set(commands.map((command) => command.type === 'ClaimAgent' && command.leg));
  return commands.every((command) => command.type !== 'DialAgent' || claimed.has(command.leg));
}

export function sidOf(leg: string): string {
  return `CA-${leg}`;
}

/** Ana talks with the customer; Ben and Cleo are available. */
export function anaTalks(): CallSpec {
  return new CallSpec(agent('ana'), agent('ben'), agent('cleo')).arrives().answers('ana');
}

export function asksFor(by: string, kind: TransferKind, target: string): Event {
  return asks(by, { type: 'TransferAsked', kind, target: { kind: 'agent', agent: target } });
}

/** Ana talks with Ben in private. The customer is on hold. */
export function anaConsultsBen(): CallSpec {
  return anaTalks()
    .when(asksFor('ana', 'consult', 'ben'))
    .answers('ben');
}
