import type { AbsentAgent, Call, Rescue } from '../model/call.ts';
import type { AgentId, Instant, LegId } from '../model/ids.ts';

/**
 * A call as its document and the answers to pages have it. Absent agents are in two places there, because every version
 * since the first reads them so. During a deploy, Functions and pages of both versions are at work.
 */
export type StoredCall = Omit<Call, 'absentAgents' | 'rescue' | 'roomCheckedAt'> & {
  /** Those who vanished while others talk on. */
  readonly kept?: readonly Omit<AbsentAgent, 'wasLast'>[];
  /** With the agent who was the last one, until the end of the rescue. */
  readonly rescue?: Rescue & { readonly keeps?: KeptClaim };
  /** `roomCheckedAt`, by its first name. */
  readonly lookedAt?: Instant;
};

/** The last agent's place, as it is stored within the rescue. */
export interface KeptClaim {
  readonly agent: AgentId;
  readonly leg: LegId;
  readonly name?: string;
  readonly muted?: boolean;
}

/** The call as it is written. */
export function toStored({ absentAgents = [], rescue, roomCheckedAt, ...call }: Call): StoredCall {
  const last = absentAgents.find(({ wasLast }) => wasLast);
  const kept = absentAgents.filter((absent) => absent !== last);
  return {
    ...call,
    ...(rescue && { rescue: last ? { ...rescue, keeps: keptClaim(last) } : rescue }),
    ...(kept.length > 0 && { kept }),
    ...(roomCheckedAt !== undefined && { lookedAt: roomCheckedAt }),
  };
}

function keptClaim({ agent, leg, name, muted }: AbsentAgent): KeptClaim {
  return { agent, leg, ...(name !== undefined && { name }), ...(muted && { muted }) };
}

/** The call as the rules know it. */
export function fromStored({ kept = [], rescue, lookedAt, ...rest }: StoredCall): Call {
  const call = { ...rest, ...(lookedAt !== undefined && { roomCheckedAt: lookedAt }) };
  if (!rescue) return { ...call, ...(kept.length > 0 && { absentAgents: kept }) };
  const { keeps, ...plan } = rescue;
  const last = keeps && { ...keeps, until: rescue.until, wasLast: true as const };
  const absentAgents = [...kept, ...(last ? [last] : [])];
  return { ...call, rescue: plan, ...(absentAgents.length > 0 && { absentAgents }) };
}
