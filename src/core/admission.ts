import type { Call, Leg } from './model/call.ts';
import type { LegId } from './model/ids.ts';
import { offerFailed } from './legs/departures.ts';
import { advanceLeg } from './legs/progress.ts';
import { legOf } from './model/legs.ts';
import { isHoldOn } from './effects/pending.ts';
import type { Transition } from './transition.ts';

/** The target of a consult waits outside the room for so long, until the talk is private. In milliseconds. */
const PATIENCE = 20_000;

/**
 * Whether a party who has answered may not come into the room yet. They may be on hold. Or others would hear the
 * private talk, because their hold has not taken effect.
 */
export function mustWait(call: Call, leg: Leg): boolean {
  if (leg.state === 'on') return false;
  return leg.held || (isConsulted(call, leg) && call.pending.some(({ command }) => isHoldOn(command)));
}

function isConsulted({ transfer }: Call, { id }: Leg): boolean {
  return transfer?.kind === 'consult' && transfer.target === id;
}

/**
 * The leg asks again whether it may come in. If a consult does not become private, its target is let go: the customer
 * must not hear it. A party on hold waits as long as the hold lasts.
 */
export function legWaited(transition: Transition, id: LegId, sid: string): Transition | undefined {
  const shown = advanceLeg(transition, id, sid, 'answered');
  const leg = legOf((shown ?? transition).call, id);
  const isPatient =
    !leg || leg.held || transition.now - leg.since < PATIENCE || !mustWait(transition.call, leg);
  return isPatient ? shown : offerFailed(shown ?? transition, leg, 'not-private');
}
