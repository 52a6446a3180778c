import type { Call, Leg, PendingCommand } from '../model/call.ts';
import type { TwilioEvent } from '../model/events.ts';
import type { LegId } from '../model/ids.ts';
import { offerFailed } from './departures.ts';
import { advanceLeg, legJoined } from './progress.ts';
import { legOf } from '../model/legs.ts';
import { isPrivate } from '../model/transfer-kinds.ts';
import { isHoldOn } from '../effects/descriptors.ts';
import type { Transition } from '../transition.ts';

/** How long the target of a consult waits for it to become private. */
const PATIENCE_MS = 20_000;

/**
 * Whether a party who has answered may not come into the room yet. They may be on hold. Or others would hear the
 * private talk, because their hold has not taken effect.
 */
export function mustWait(call: Call, leg: Leg): boolean {
  if (leg.state === 'on') return false;
  return leg.held || (isConsulted(call, leg) && call.pending.some(({ command }) => isHoldOn(command)));
}

function isConsulted({ transfer }: Call, { id }: Leg): boolean {
  return isPrivate(transfer) && transfer?.target === id;
}

/** The leg rings, has answered, asks again whether it may come in, or is in the room. */
export function legComes(
  transition: Transition,
  event: Extract<TwilioEvent, { type: 'LegRang' | 'LegAnswered' | 'LegWaited' | 'LegJoined' }>,
): Transition | undefined {
  const { type, leg, sid } = event;
  if (type === 'LegJoined') return legJoined(transition, leg, sid, event.room);
  if (type === 'LegWaited') return legWaited(transition, leg, sid);
  if (type === 'LegRang') return advanceLeg(transition, leg, sid, 'ringing', event.at);
  return advanceLeg(transition, leg, sid, 'answered');
}

/**
 * The leg asks again whether it may come in. If a consult does not become private, its target is let go: the customer
 * must not hear it. A party on hold waits as long as the hold lasts.
 */
function legWaited(transition: Transition, id: LegId, sid: string): Transition | undefined {
  const shown = foundOutside(transition, id) ?? advanceLeg(transition, id, sid, 'answered');
  const leg = legOf((shown ?? transition).call, id);
  const isPatient =
    !leg || leg.held || transition.now - leg.since < PATIENCE_MS || !mustWait(transition.call, leg);
  return isPatient ? shown : offerFailed(shown ?? transition, leg, 'not-private');
}

/** A leg on hold that asks is not in the room. So the pending command to hold it there is dropped. */
function foundOutside(transition: Transition, id: LegId): Transition | undefined {
  const isOwnHold = ({ command }: PendingCommand) => command.type === 'HoldLeg' && command.leg === id;
  const { legs, pending } = transition.call;
  const isHeld = legs.some((leg) => leg.id === id && leg.held && leg.state === 'answered');
  if (!isHeld || !pending.some(isOwnHold)) return undefined;
  return transition.with({ pending: pending.filter((each) => !isOwnHold(each)) });
}
