import type { Call, Leg, LegId } from './call.ts';
import { lose } from './departures.ts';
import { legShowed } from './leg-progress.ts';
import { legOf } from './legs.ts';
import { isHoldOn } from './pending.ts';
import type { Turn } from './turn.ts';

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
export function legWaited(turn: Turn, id: LegId, sid: string): Turn | undefined {
  const shown = legShowed(turn, id, sid, 'answered');
  const leg = legOf((shown ?? turn).call, id);
  const isPatient = !leg || leg.held || turn.now - leg.since < PATIENCE || !mustWait(turn.call, leg);
  return isPatient ? shown : lose(shown ?? turn, leg, 'not-private');
}
