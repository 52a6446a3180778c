import type { Agent } from '../model/agent.ts';
import type { Waiting } from '../model/waiting.ts';
import type { Call } from '../model/call.ts';
import type { AgentId, CallSid } from '../model/ids.ts';
import type { World } from '../model/world.ts';
import { byLongestIdle, canBeRecalled, canBeOffered } from './presence.ts';
import { agentLeg, lastAgent } from '../model/legs.ts';
import { waitsSince } from '../model/phase.ts';

/** Entries this much older than the longest wait belong to calls that are gone. */
const GHOST_AFTER_SECONDS = 120;

/** How many waiting callers look for an agent by their own ticks, at most. */
export const SERVED_AT_ONCE = 10;

/** The order of waiting callers: recalled ones in front, then those who have waited longest. */
export function byTurn(one: Waiting, other: Waiting): number {
  return (
    Number(other.front) - Number(one.front) || one.since - other.since || (one.call < other.call ? -1 : 1)
  );
}

/** The call's place in the queue. A call that had an agent goes to the front, and counts from when it lost them. */
export function placeOf(call: Call): Waiting {
  return { call: call.id, since: waitsSince(call), front: call.rescue !== undefined };
}

/** The waiting caller who is offered next; undefined when nobody waits. */
export function nextWaiting(world: World): Waiting | undefined {
  return queue(world)[0];
}

/** The caller's place in the queue, from 1; undefined when they are not in it. */
export function positionOf(call: CallSid, world: World): number | undefined {
  const index = queue(world).findIndex((entry) => entry.call === call);
  return index < 0 ? undefined : index + 1;
}

/**
 * The agent to offer the call to: available, with a living page, the longest idle first. An agent whom an earlier
 * waiting caller needs is never chosen.
 * @param again whether agents who missed this call may be rung, when there is nobody else
 */
export function chooseAgent(call: Call, world: World, again: boolean): Agent | undefined {
  const free = freeAgents(call, world);
  if (free.length <= earlierThan(call, world)) return undefined;
  const fresh = free.find((agent) => !call.missedBy.includes(agent.id));
  return fresh ?? (again ? free[0] : undefined);
}

/** A free agent whom this call leaves to earlier callers. Those may not wait any more. */
export function leftToOthers(call: Call, world: World): Agent | undefined {
  const [first, ...others] = freeAgents(call, world);
  return others.length < earlierThan(call, world) ? first : undefined;
}

/**
 * Whether a tick looks for an agent at all. Presence can only be read so often. A caller further back gets an agent
 * only when many are free, and then those in front are served first. A call that had an agent may get them back at any
 * place.
 */
export function isNearTurn(call: Call, world: World): boolean {
  return call.rescue !== undefined || earlierThan(call, world) < SERVED_AT_ONCE;
}

/**
 * Any available agent who is not on the call yet, for a transfer to `anyone`. One who missed or declined it is chosen
 * only when there is nobody else.
 */
export function anyAgent(call: Call, world: World): Agent | undefined {
  const free = freeAgents(call, world);
  return free.find((agent) => !call.missedBy.includes(agent.id)) ?? free[0];
}

/** The first of the call's own agents to whom it can come back now. */
export function chooseRecall(call: Call, first: readonly AgentId[], world: World): Agent | undefined {
  return first
    .map((id) => world.agents.find((agent) => agent.id === id))
    .find((agent) => agent && isBack(agent, call, world) && !agentLeg(call, agent.id));
}

/** A vanished agent is back only when their page sent a heartbeat after they vanished. */
function isBack(agent: Agent, call: Call, world: World): boolean {
  const lost = call.rescue && lastAgent(call)?.agent === agent.id ? call.rescue.since : 0;
  return agent.seenAt > lost && canBeRecalled(agent, call.id, world.now, world.settings);
}

function freeAgents(call: Call, world: World): readonly Agent[] {
  return world.agents
    .filter((agent) => canBeOffered(agent, world.now, world.settings) && !agentLeg(call, agent.id))
    .toSorted(byLongestIdle);
}

function earlierThan(call: Call, world: World): number {
  const own = placeOf(call);
  return queue(world).filter((entry) => entry.call !== call.id && byTurn(entry, own) < 0).length;
}

function queue(world: World): readonly Waiting[] {
  const oldest = world.now - (world.settings.longestWaitSeconds + GHOST_AFTER_SECONDS) * 1000;
  return world.waiting.filter((entry) => entry.since > oldest).toSorted(byTurn);
}
