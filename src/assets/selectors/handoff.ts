import { agentLeg, legOf } from '../../core/model/legs.ts';
import { meOf, type PageState } from '../state/state.ts';
import { agentName, partyName } from './people.ts';

/** A note that somebody wrote for the agent, and the writer's name as far as it is known. */
export interface Handoff {
  readonly note: string;
  readonly from: string | undefined;
}

/** The agent who transfers the call to this agent, if there is one. */
export function transfererOf(state: PageState): string | undefined {
  const { call } = state;
  const transfer = call?.transfer;
  if (!call || !transfer || !isAsked(state)) return undefined;
  const initiator = legOf(call, transfer.initiator)?.party;
  // The initiator of a blind transfer has left the call.
  return initiator ? partyName(initiator, state) : nameOf(call.formerOwner, state);
}

/**
 * The note that came with the call. It shows while the call rings, in the consult, and as long as the agent has the
 * call.
 */
export function handoffOf(state: PageState): Handoff | undefined {
  const { call } = state;
  const note = call?.transfer?.note;
  if (note && isAsked(state)) return { note, from: transfererOf(state) };
  const { handoff } = call ?? {};
  const isOwn = handoff?.by === meOf(state)?.id;
  return handoff && !isOwn ? { note: handoff.note, from: nameOf(handoff.by, state) } : undefined;
}

function isAsked(state: PageState): boolean {
  const { call } = state;
  const mine = call && agentLeg(call, meOf(state)?.id ?? '');
  return mine !== undefined && call?.transfer?.target === mine.id;
}

function nameOf(id: string | undefined, state: PageState): string | undefined {
  const agent = state.desk?.agents.find((each) => each.id === id);
  return agent && agentName(agent, state);
}
