import type { Event, Request } from '../../src/core/model/events.ts';
import type { TransferKind } from '../../src/core/model/transfer-kinds.ts';
import {
  after,
  agentNamed,
  arrivedCall,
  asked,
  legNow,
  type Moment,
  type Trial,
  withJoined,
} from './played-call.ts';

/** Ana talks with the customer; Ben and Cleo are available. */
export function anaTalks(): Moment {
  const alone = arrivedCall([agentNamed('Ana')]);
  return { ...withJoined(alone, 'ana'), agents: ['Ana', 'Ben', 'Cleo'].map(agentNamed) };
}

/** The same, and Cleo talks with them. */
export function cleoToo(): Moment {
  return withJoined(ask(anaTalks(), 'add', 'cleo'), 'cleo');
}

/** The moment when Ana has asked for an agent. */
export function ask(moment: Moment, kind: TransferKind, agent: string): Moment {
  return after(moment, asksFor(kind, agent));
}

/** Ana asks for an agent. */
export function asksFor(kind: TransferKind, agent: string): Event {
  return asked<'TransferAsked'>('ana', { type: 'TransferAsked', kind, target: { kind: 'agent', agent } });
}

/** The requests that say nothing but their type. */
type PlainRequest = Extract<
  Request['type'],
  'CompleteAsked' | 'CancelAsked' | 'SwapAsked' | 'MergeAsked' | 'EndAsked' | 'DeclineAsked'
>;

/** An agent clicks a button of their page. */
export function clicks(name: string, by: string, type: PlainRequest): Trial {
  return { name, events: () => [asked<PlainRequest>(by, { type })] };
}

export const CUSTOMER_HANGS_UP: Trial = {
  name: 'customer hangs up',
  events: () => [{ type: 'CustomerHungUp' }],
};

/** The agent's phone rings until Twilio gives up. */
export function misses(name: string, agent: string): Trial {
  const events = (moment: Moment): readonly Event[] => {
    const { id: leg, sid = `CA-${agent}` } = legNow(moment, agent);
    return [{ type: 'LegEnded', leg, sid, how: 'no-answer' }];
  };
  return { name, after: 20, events };
}

/** The page of an agent who has no leg is back, and the agent comes into the room. */
export function comesBack({ call }: Moment, agent: string): readonly Event[] {
  const [sid, leg] = ['CA-back', `a${call.nextLeg}`];
  return [
    { type: 'AgentRejoined', agent, sid },
    { type: 'LegJoined', leg, sid, room: 'CF1' },
  ];
}
