import type { AbsentAgent, Call, Rescue } from '../model/call.ts';
import type { AgentId, Instant, LegId } from '../model/ids.ts';

/**
 * A call as its document and the answers to pages have it. Absent agents are in two places there, because every version
 * since the first reads them so. During a deploy, Functions and pages of both versions are at work.
 */
export type StoredCall = Omit<Call, 'absentAgents' | 'rescue' | 'roomCheckedAt'> & {
  /** The absent agents who vanished while others talked on. */
  readonly kept?: readonly Omit<AbsentAgent, 'wasLast'>[];
  /** `keeps`: the absent agent who was the last one. */
  readonly rescue?: Rescue & { readonly keeps?: StoredLastAgent };
  /** `roomCheckedAt`, by its first name. */
  readonly lookedAt?: Instant;
};

/** The absent agent who was the last one, as the rescue stores them. Its `until` is the rescue's. */
export interface StoredLastAgent {
  readonly agent: AgentId;
  readonly leg: LegId;
  readonly name?: string;
  readonly muted?: boolean;
}

/** The call as it is written. Without a rescue the last agent has no place any more, and is left out. */
export function toStored({ absentAgents = [], rescue, roomCheckedAt, ...call }: Call): StoredCall {
  const last = absentAgents.find(({ wasLast }) => wasLast);
  const kept = absentAgents.filter((absent) => absent !== last);
  return {
    ...call,
    ...(rescue && { rescue: last ? { ...rescue, keeps: storedLastAgent(last) } : rescue }),
    ...(kept.length > 0 && { kept }),
    ...(roomCheckedAt !== undefined && { lookedAt: roomCheckedAt }),
  };
}

function storedLastAgent({ agent, leg, name, muted }: AbsentAgent): StoredLastAgent {
  return { agent, leg, ...(name !== undefined && { name }), ...(muted && { muted }) };
}

/** The call as the rules know it. The last agent comes last among the absent. */
export function fromStored({ kept = [], rescue, lookedAt, ...rest }: StoredCall): Call {
  const call = { ...rest, ...(lookedAt !== undefined && { roomCheckedAt: lookedAt }) };
  if (!rescue) return { ...call, ...(kept.length > 0 && { absentAgents: kept }) };
  const { keeps, ...plan } = rescue;
  const last = keeps && { ...keeps, until: rescue.until, wasLast: true as const };
  const absentAgents = [...kept, ...(last ? [last] : [])];
  return { ...call, rescue: plan, ...(absentAgents.length > 0 && { absentAgents }) };
}
