import type { Call, Leg } from './call.ts';
import { agentOf, legOf, onLine } from './legs.ts';
import type { Turn } from './turn.ts';

/**
 * What an owner did to others ends with their ownership, and so does what nobody's page could end: mutes and holds. Agents' own
 * mutes are theirs. In a consult others stay on hold, as long as it lasts.
 */
export function liftWithOwner(before: Call, turn: Turn): Turn {
  const { owner, transfer } = turn.call;
  const hasPage = agentOf(legOf(turn.call, owner)) !== undefined;
  if (hasPage && owner === before.owner) return turn;
  return unmuteOthers(turn).when(transfer?.kind !== 'consult', unholdOthers);
}

function unmuteOthers(turn: Turn): Turn {
  const { customer, legs } = turn.call;
  return turn.with({ customer: { ...customer, muted: false }, legs: legs.map(unmuteOutside) });
}

function unmuteOutside(leg: Leg): Leg {
  return agentOf(leg) === undefined ? { ...leg, muted: false } : leg;
}

function unholdOthers(turn: Turn): Turn {
  const isOnHold = turn.call.customer.hold === 'hold' && onLine(turn.call).length > 0;
  return turn.unholdLegs().when(isOnHold, (each) => each.hold(undefined));
}

/** Who waited outside the room may come in from now on, and has as long for it as anybody. */
export function letIn(before: Call, turn: Turn): Turn {
  const isFree = ({ id, state, held }: Leg) => state !== 'on' && !held && legOf(before, id)?.held === true;
  if (!turn.call.legs.some(isFree)) return turn;
  return turn.with({ legs: turn.call.legs.map((leg) => (isFree(leg) ? { ...leg, since: turn.now } : leg)) });
}
