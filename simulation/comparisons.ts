import type { Call } from '../src/core/model/call.ts';
import { isPrivate } from '../src/core/model/transfer-kinds.ts';
import type { ObservedState } from './observed-state.ts';

/**
 * Says that the customer, or another party, hears a private talk; undefined when nobody does.
 * @param hears the phone calls whose voices a phone call hears, by SID
 */
export function leak(
  { customer, others }: ObservedState,
  { id, transfer, legs }: Call,
  hears: (sid: string) => readonly string[],
): string | undefined {
  if (!transfer || !isPrivate(transfer) || transfer.state !== 'open') return undefined;
  const sidOf = (leg: string) => legs.find((each) => each.id === leg)?.sid ?? '';
  const [initiator, target] = [sidOf(transfer.initiator), sidOf(transfer.target)];
  if (others.find(({ callSid }) => callSid === target)?.hold !== false) return undefined;
  const third = others.map(({ callSid }) => callSid).filter((sid) => sid !== initiator && sid !== target);
  const listeners = customer ? [id, ...third] : third;
  const isHeard = listeners.some((sid) => hears(sid).includes(initiator) || hears(sid).includes(target));
  return isHeard ? 'Somebody else hears the agents’ private word.' : undefined;
}

/** Says that the customer hears neither music nor anybody; undefined when they do. */
export function aloneness({ customerIsOn, customer, others, hearsClip }: ObservedState): string | undefined {
  if (!customerIsOn || hearsClip) return undefined;
  if (!customer) return 'The customer hears nothing, outside of any room.';
  if (customer.hold) return 'The customer is on hold and hears nothing.';
  return others.some(({ hold }) => !hold)
    ? undefined
    : 'The customer is alone in the room and hears nothing.';
}

/** Says that the document has the customer on hold, though nobody talks in private; undefined when it has not. */
export function heldForNothing({ ending, customer, transfer }: Call): string | undefined {
  const isHeld = !ending && customer.hold === 'hold' && !isPrivate(transfer);
  return isHeld ? 'The customer is on hold, and nobody asked for it.' : undefined;
}

/** The first difference between the document and the conference; undefined when there is none. */
export function difference({ customer, others, hearsClip }: ObservedState, stored: Call): string | undefined {
  if (stored.phase === 'voicemail') return undefined;
  const shown = stored.legs.filter(({ state }) => state === 'on').map(({ sid }) => sid ?? '');
  const there = others.map(({ callSid }) => callSid);
  const missing = shown.filter((sid) => !there.includes(sid));
  const unknown = there.filter((sid) => !shown.includes(sid));
  if (missing.length > 0) return `Shown on the line, but not in the room: ${missing.join()}.`;
  if (unknown.length > 0) return `In the room, but not shown on the line: ${unknown.join()}.`;
  // Where Twilio cannot hold a customer who is alone, waiting music counts as the hold.
  const isHeld = customer?.hold === true || (others.length === 0 && hearsClip);
  const isShown = stored.customer.hold !== undefined;
  if (customer && (isShown ? !isHeld : customer.hold)) return 'The customer’s hold is not as shown.';
  if (customer && customer.muted !== stored.customer.muted) return 'The customer’s mute is not as shown.';
  const odd = stored.legs.find((leg) =>
    others.some((each) => each.callSid === leg.sid && (each.hold !== leg.held || each.muted !== leg.muted)),
  );
  return odd && `${odd.id}’s hold or mute is not as shown.`;
}
