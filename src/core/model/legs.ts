import type { AbsentAgent, Call, Leg } from './call.ts';
import type { AgentId, LegId } from './ids.ts';

/** The live leg of that name, if any. No name is used twice, so a leg that is gone stays gone. */
export function legOf(call: Call, id: LegId | undefined): Leg | undefined {
  return call.legs.find((leg) => leg.id === id);
}

/** The number in a leg's name. A call numbers its legs as they come, so a newer leg has a greater number. */
export function numberOfLeg(id: LegId): number {
  return Number(id.slice(1)) || 0;
}

/** The agent's newest leg in this call. */
export function agentLeg(call: Call, agent: AgentId): Leg | undefined {
  return call.legs.findLast((leg) => agentOf(leg) === agent);
}

/** The legs that are in the room with the customer. */
export function onLine(call: Call): readonly Leg[] {
  return call.legs.filter((leg) => leg.state === 'on');
}

/** The legs that are dialling, ringing or on their way into the room. */
export function offered(call: Call): readonly Leg[] {
  return call.legs.filter((leg) => leg.state !== 'on');
}

/** The leg of a directory's entry that is on the line. */
export function outsideLeg(call: Call, entry: string): Leg | undefined {
  return onLine(call).find(({ party }) => party.kind === 'outside' && party.entry === entry);
}

/** The agent at the other end of a leg; undefined for an outside party. */
export function agentOf(leg: Leg | undefined): AgentId | undefined {
  return leg?.party.kind === 'agent' ? leg.party.agent : undefined;
}

/** Whether the customer is, or will soon be, with outside parties only. Then no page reports the call. */
export function isWithOutsidersOnly({ ending, legs }: Call): boolean {
  return !ending && legs.length > 0 && legs.every(({ party }) => party.kind === 'outside');
}

/** Whether the call knows the agent. If it does not, any reader may release the agent's claim for it. */
export function knowsAgent(call: Call, agent: AgentId): boolean {
  return agentLeg(call, agent) !== undefined || absentAgent(call, agent) !== undefined;
}

/** The agent whose page vanished and may come back. */
export function absentAgent(call: Call, agent: AgentId): AbsentAgent | undefined {
  return call.absentAgents?.find((each) => each.agent === agent);
}

/** Whether the agent is muted, or was when their page vanished. They are heard again only once they say so. */
export function wasMuted(call: Call, agent: AgentId): boolean {
  return (absentAgent(call, agent) ?? agentLeg(call, agent))?.muted === true;
}

/** The absent agent who was the last one with the customer. */
export function lastAgent(call: Call): AbsentAgent | undefined {
  return call.absentAgents?.find(({ wasLast }) => wasLast);
}

/**
 * The owner of the call: the present one. But an agent on the line comes before an outside party, who has no page to
 * act by.
 */
export function ownerOf(call: Call): Leg | undefined {
  const owner = legOf(call, call.owner);
  const next = nextOwner(call);
  const stays = owner?.state === 'on' && (agentOf(owner) !== undefined || agentOf(next) === undefined);
  return stays ? owner : next;
}

/** The next owner: agents before outside parties, the earliest leg first. Undefined when nobody is on the line. */
export function nextOwner(call: Call): Leg | undefined {
  const on = onLine(call);
  return on.find((leg) => leg.party.kind === 'agent') ?? on[0];
}
