import type { Leg } from '../model/call.ts';
import type { RefusalCode } from '../model/decision.ts';
import { bringTogether, closeTransfer, leaveTransfer, noteCompleted } from '../legs/transfer.ts';
import { leave } from './party-controls.ts';
import { legOf } from '../model/legs.ts';
import { releaseAgentOf } from '../routing/offers.ts';
import type { Transition } from '../transition.ts';

/** The initiator leaves the customer to the target; one that rings still becomes a blind transfer with recall. */
export function complete(transition: Transition, asker: Leg): Transition {
  const { transfer } = transition.call;
  if (!transfer) return leaveToOthers(transition, asker);
  const { name } = asker.party;
  const gone = releaseAgentOf(transition.hangUp(asker), asker, 'wrap-up', 'left').record('left-call', {
    name,
  });
  return leaveTransfer(gone, asker);
}

/** After an addition nobody is a target any more: who completes simply leaves the customer to the others. */
function leaveToOthers(transition: Transition, asker: Leg): Transition {
  const left = leave(transition, asker);
  const heir = legOf(left.call, left.call.owner);
  return heir ? noteCompleted(left, heir) : left;
}

/** The initiator goes back to the customer; the target's phone is hung up, ringing or answered. */
export function cancel(transition: Transition): Transition | RefusalCode {
  const target = legOf(transition.call, transition.call.transfer?.target);
  return target ? takeTargetOut(transition, target) : 'no-transfer';
}

/** The target is taken out of the call again. */
function takeTargetOut(transition: Transition, target: Leg): Transition {
  const gone = releaseAgentOf(transition.hangUp(target), target, 'available', 'cancelled');
  return closeTransfer(gone.record('transfer-cancelled', { name: target.party.name }), target, 'cancelled');
}

/** The initiator talks with the other side: the customer and the target change places on hold. */
export function swap(transition: Transition, asker: Leg): Transition {
  const { transfer: open, customer } = transition.call;
  const toCustomer = customer.hold !== undefined;
  const isHeld = (leg: Leg) => leg.id !== asker.id && (leg.id === open?.target) === toCustomer;
  return transition
    .hold(toCustomer ? undefined : 'hold')
    .with({ legs: transition.call.legs.map((leg) => ({ ...leg, held: isHeld(leg) })) })
    .record(toCustomer ? 'with-customer' : 'with-colleague', { name: asker.party.name });
}

/** Customer and target are brought together, the initiator stays. */
export function merge(transition: Transition): Transition {
  return bringTogether(transition).record('together');
}
