import type { Call, Leg } from '../model/call.ts';
import { agentOf, legOf, onLine } from '../model/legs.ts';
import { isPrivate } from '../model/transfer-kinds.ts';
import type { Transition } from '../transition.ts';

/**
 * Ends mutes and holds that an owner put on others, when they are the owner no more. It also ends those that no page
 * could end. Agents keep their own mutes. Others stay on hold as long as a consult lasts.
 */
export function liftWithOwner(before: Call, transition: Transition): Transition {
  const { owner, transfer } = transition.call;
  const hasPage = agentOf(legOf(transition.call, owner)) !== undefined;
  if (hasPage && owner === before.owner) return transition;
  return unmuteOthers(transition).when(!isPrivate(transfer), unholdOthers);
}

function unmuteOthers(transition: Transition): Transition {
  const { customer, legs } = transition.call;
  return transition.with({ customer: { ...customer, muted: false }, legs: legs.map(unmuteOutside) });
}

function unmuteOutside(leg: Leg): Leg {
  return agentOf(leg) === undefined ? { ...leg, muted: false } : leg;
}

function unholdOthers(transition: Transition): Transition {
  const isOnHold = transition.call.customer.hold === 'hold' && onLine(transition.call).length > 0;
  return transition.unholdLegs().when(isOnHold, (each) => each.hold(undefined));
}

/** A party who waited outside the room may come in from now on, with as much time as any other. */
export function letIn(before: Call, transition: Transition): Transition {
  const isFree = ({ id, state, held }: Leg) => state !== 'on' && !held && legOf(before, id)?.held === true;
  if (!transition.call.legs.some(isFree)) return transition;
  return transition.with({
    legs: transition.call.legs.map((leg) => (isFree(leg) ? { ...leg, since: transition.now } : leg)),
  });
}
