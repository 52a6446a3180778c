import type { AbsentAgent, Leg } from '../model/call.ts';
import type { AgentId } from '../model/ids.ts';
import { onLine, ownerOf } from '../model/legs.ts';
import type { Transition } from '../transition.ts';
import { route } from './offers.ts';

/** Ownership moves when the owner left, or is an outside party and an agent has come. */
export function reassignOwner(transition: Transition): Transition {
  return transition.with({ owner: ownerOf(transition.call)?.id });
}

/** A customer who has nobody gets a plan: their own agents first, then anybody. */
export function ensureAccompanied(
  transition: Transition,
  first: readonly AgentId[],
  music: RescueMusic = 'rescue',
): Transition {
  if (onLine(transition.call).length > 0) return reassignOwner(transition);
  if (transition.call.transfer) return transition;
  return route(wasAnswered(transition) ? startRescue(transition, first, music) : transition);
}

/** Before the first agent the customer simply waits on; afterwards they are held and rescued. */
function wasAnswered({ call }: Transition): boolean {
  return call.owner !== undefined || call.customer.hold !== undefined || call.formerOwner !== undefined;
}

/** The music for a customer who has lost the last party, with the timeline event that records it. */
const RESCUES = { rescue: 'rescued', goodbye: 'asked-to-stay' } as const;
type RescueMusic = keyof typeof RESCUES;

function startRescue(
  transition: Transition,
  first: readonly AgentId[],
  music: RescueMusic = 'rescue',
): Transition {
  const { call, now, world } = transition;
  const own = [...new Set([...first, ...(call.formerOwner ? [call.formerOwner] : [])])];
  const plan = call.rescue ?? { since: now, first: own, until: now + world.settings.recallSeconds * 1000 };
  const alone = transition.with({ owner: undefined, rescue: plan }).joinAll().hold(music);
  return alone.when(!call.rescue, (each) => each.record(RESCUES[music]));
}

/** The last agent's claim is kept through the rescue, so that their reloaded page finds the call. */
export function rescueAndKeepClaim(transition: Transition, agent: AgentId, leg: Leg): Transition {
  const rescued = startRescue(transition.with({ rescue: undefined }), [agent]);
  const { rescue: plan } = rescued.call;
  if (!plan) return route(rescued);
  const { party, id, muted } = leg;
  const who = { agent, name: party.name, leg: id, until: plan.until };
  const last: AbsentAgent = { ...who, wasLast: true, ...(muted && { muted }) };
  return route(rescued.with({ absentAgents: [...(rescued.call.absentAgents ?? []), last] }));
}
