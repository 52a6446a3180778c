import type { Agent } from '../../src/core/model/agent.ts';
import type { Call, Leg } from '../../src/core/model/call.ts';
import type { Command } from '../../src/core/model/commands.ts';
import type { Decision } from '../../src/core/model/decision.ts';
import type { Event, Request } from '../../src/core/model/events.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { decide } from '../../src/core/decide.ts';
import { commandKey, isDial } from '../../src/core/effects/descriptors.ts';
import { agentLeg } from '../../src/core/model/legs.ts';

const START = 1_000_000;

export const SETTINGS: Settings = {
  ringSeconds: 20,
  longestWaitSeconds: 300,
  reassureEverySeconds: 30,
  recallSeconds: 30,
  wrapUpSeconds: 60,
  pageGoneSeconds: 60,
  directory: [],
};

/** A call at one moment, as built by events from its arrival on. */
export interface Moment {
  readonly call: Call;
  readonly now: number;
  /** Who is there to be rung. */
  readonly agents: readonly Agent[];
}

/** Something to try at a moment. It names an event, or several that come one after the other. */
export interface Trial {
  readonly name: string;
  /** How many seconds later it happens; 1, if absent. */
  readonly after?: number;
  events(moment: Moment): readonly Event[];
}

/** What came of a trial. It is the moment after it with the commands, or the code of a refusal, or no change. */
export type Result =
  | { readonly kind: 'changed'; readonly moment: Moment; readonly commands: readonly Command[] }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unchanged' };

export function agentNamed(name: string): Agent {
  const times = { since: START, idleSince: START, seenAt: START + 10_000_000 };
  return { id: name.toLowerCase(), name, role: 'agent', presence: 'available', ...times };
}

/** A call that has just come in. */
export function arrivedCall(agents: readonly Agent[]): Moment {
  const arrival = { type: 'CallArrived', call: 'CA0', from: '+15550123', to: '+15550100' } as const;
  const world = { now: START, agents, waiting: [], settings: SETTINGS };
  const arrived = decide(undefined, { ...arrival, language: 'en' }, world);
  if (arrived.kind !== 'decided') throw new Error('The call did not arrive.');
  return after({ call: arrived.call, now: START, agents }, { type: 'CustomerJoined', room: 'CF1' });
}

/** The moment after an event that must change the call. @throws Error when it does not */
export function after(moment: Moment, ...events: readonly Event[]): Moment {
  const result = attempt(moment, { name: events.map(({ type }) => type).join(), events: () => events });
  if (result.kind !== 'changed') throw new Error(`${JSON.stringify(events)} is ${result.kind}.`);
  return result.moment;
}

/** Plays a trial. Commands are taken to have had their effect, except those that ring somebody. */
export function attempt(moment: Moment, trial: Trial): Result {
  const start = { ...moment, now: moment.now + (trial.after ?? 1) * 1000 };
  const commands: Command[] = [];
  let call = start.call;
  for (const event of trial.events(start)) {
    const decision = decideAt({ ...start, call }, event);
    if (decision.kind === 'refused') return decision;
    if (decision.kind === 'ignored') continue;
    commands.push(...decision.commands);
    call = decision.commands.reduce(
      (next, command) => carriedOut({ ...start, call: next }, command),
      decision.call,
    );
  }
  return call === start.call
    ? { kind: 'unchanged' }
    : { kind: 'changed', moment: { ...start, call }, commands };
}

function decideAt({ call, now, agents }: Moment, event: Event): Decision {
  return decide(call, event, { now, agents, waiting: [], settings: SETTINGS });
}

function carriedOut(moment: Moment, command: Command): Call {
  if (isDial(command) || command.type === 'ClaimAgent') return moment.call;
  const done = decideAt(moment, { type: 'CommandDone', command: commandKey(command) });
  return done.kind === 'decided' ? done.call : moment.call;
}

/** The agent's leg. @throws Error when they have none */
export function legNow({ call }: Moment, agent: string): Leg {
  const leg = agentLeg(call, agent);
  if (!leg) throw new Error(`${agent} is not in the call.`);
  return leg;
}

let clicks = 0;

/** A request that an agent's page sends. Each click has a key of its own. */
export function asked<R extends Request['type']>(
  by: string,
  request: Omit<Extract<Request, { type: R }>, 'by' | 'key'>,
): Event {
  clicks += 1;
  return { ...request, by, key: `click-${clicks}` } as Event;
}

/** What tells that the agent's phone was answered, and that they came into the room. */
export function joins(moment: Moment, agent: string): readonly Event[] {
  const { id: leg, sid = `CA-${agent}` } = legNow(moment, agent);
  return [
    { type: 'LegAnswered', leg, sid },
    { type: 'LegJoined', leg, sid, room: 'CF1' },
  ];
}

/** The moment when the agent has joined. */
export function withJoined(moment: Moment, agent: string): Moment {
  return after(moment, ...joins(moment, agent));
}

/** What tells that the agent's leg is gone without a word of theirs. */
export function leaves(moment: Moment, agent: string): readonly Event[] {
  const { id: leg, sid = `CA-${agent}`, state } = legNow(moment, agent);
  return [state === 'on' ? { type: 'LegLeft', leg, sid } : { type: 'AgentVanished', agent }];
}
