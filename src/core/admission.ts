import type { Call, Leg, PendingCommand } from './model/call.ts';
import type { LegId } from './model/ids.ts';
import { offerFailed } from './legs/departures.ts';
import { advanceLeg } from './legs/progress.ts';
import { legOf } from './model/legs.ts';
import { isHoldOn } from './effects/pending.ts';
import type { Transition } from './transition.ts';

/** Somebody who was asked for a private word waits so long for it to be private. */
const PATIENCE = 20_000;

/**
 * Whether somebody who has answered may not come into the room yet: they are on hold, or the private word that they were asked
 * for would be heard by others, whose hold has not taken effect.
 */
export function mustWait(call: Call, leg: Leg): boolean {
  if (leg.state === 'on') return false;
  return leg.held || (isConsulted(call, leg) && call.pending.some(({ command }) => isHoldOn(command)));
}

function isConsulted({ transfer }: Call, { id }: Leg): boolean {
  return transfer?.kind === 'consult' && transfer.target === id;
}

/**
 * The leg asks again whether it may come in. Who was asked for a private word that does not become private is let go: the
 * customer must not hear it. Who is on hold waits as long as that lasts.
 */
export function legWaited(transition: Transition, id: LegId, sid: string): Transition | undefined {
  const shown = foundOutside(transition, id) ?? advanceLeg(transition, id, sid, 'answered');
  const leg = legOf((shown ?? transition).call, id);
  const isPatient =
    !leg || leg.held || transition.now - leg.since < PATIENCE || !mustWait(transition.call, leg);
  return isPatient ? shown : offerFailed(shown ?? transition, leg, 'not-private');
}

/** Who is on hold and asks is not in the room: nobody needs to be kept from hearing others by it. */
function foundOutside(transition: Transition, id: LegId): Transition | undefined {
  const isOwnHold = ({ command }: PendingCommand) => command.type === 'HoldLeg' && command.leg === id;
  const { legs, pending } = transition.call;
  const isHeld = legs.some((leg) => leg.id === id && leg.held && leg.state === 'answered');
  if (!isHeld || !pending.some(isOwnHold)) return undefined;
  return transition.with({ pending: pending.filter((each) => !isOwnHold(each)) });
}
