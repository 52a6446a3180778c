import type { Call, Leg } from './model/call.ts';
import { agentOf, legOf, onLine } from './model/legs.ts';
import { isPrivate } from './model/transfer-kinds.ts';
import type { Transition } from './transition.ts';

/**
 * What an owner did to others ends with their ownership, and so does what nobody's page could end: mutes and holds. Agents' own
 * mutes are theirs. In a consult others stay on hold, as long as it lasts.
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

/** Who waited outside the room may come in from now on, and has as long for it as anybody. */
export function letIn(before: Call, transition: Transition): Transition {
  const isFree = ({ id, state, held }: Leg) => state !== 'on' && !held && legOf(before, id)?.held === true;
  if (!transition.call.legs.some(isFree)) return transition;
  return transition.with({
    legs: transition.call.legs.map((leg) => (isFree(leg) ? { ...leg, since: transition.now } : leg)),
  });
}
