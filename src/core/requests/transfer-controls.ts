import type { Leg, Transfer, TransferResult } from '../model/call.ts';
import type { RefusalCode } from '../model/decision.ts';
import { closeTransfer, keepRinging } from '../legs/departures.ts';
import { leave } from './party-controls.ts';
import { agentOf, legOf, onLine } from '../model/legs.ts';
import { releaseAgentOf } from '../routing/offers.ts';
import type { Transition } from '../transition.ts';

/**
 * The initiator leaves the customer to the target. While the target still rings, it becomes a blind transfer with
 * recall.
 */
export function complete(transition: Transition, asker: Leg): Transition | RefusalCode {
  const { transfer } = transition.call;
  if (!transfer) return onLine(transition.call).length > 1 ? leaveToOthers(transition, asker) : 'no-transfer';
  if (transfer.initiator !== asker.id) return 'not-your-call';
  const { name } = asker.party;
  const gone = releaseAgentOf(transition.hangUp(asker), asker, 'wrap-up', 'left').record('left-call', {
    name,
  });
  return transfer.state === 'open' ? handToTarget(gone, transfer, asker) : keepRinging(gone, transfer, asker);
}

function handToTarget(transition: Transition, transfer: Transfer, asker: Leg): Transition {
  const target = legOf(transition.call, transfer.target);
  const name = target?.party.name ?? '';
  return noteOutcome(transition, name, 'completed')
    .with({ transfer: undefined, owner: transfer.target, formerOwner: agentOf(asker) })
    .joinAll()
    .record('took-over', { name });
}

/** After an add nobody is a target any more. An agent who completes just leaves the customer to the others. */
function leaveToOthers(transition: Transition, asker: Leg): Transition | RefusalCode {
  const left = leave(transition, asker);
  if (typeof left === 'string') return left;
  const heir = legOf(left.call, left.call.owner);
  return heir ? noteOutcome(left, heir.party.name, 'completed') : left;
}

/** The initiator goes back to the customer. The target's phone is hung up, ringing or answered. */
export function cancel(transition: Transition, asker: Leg): Transition | RefusalCode {
  const { transfer } = transition.call;
  if (!transfer) return 'no-transfer';
  if (transfer.initiator !== asker.id) return 'not-your-call';
  const target = legOf(transition.call, transfer.target);
  return target ? takeTargetOut(transition, target) : 'no-transfer';
}

/** The target is taken out of the call again. */
function takeTargetOut(transition: Transition, target: Leg): Transition {
  const gone = releaseAgentOf(transition.hangUp(target), target, 'available', 'cancelled');
  return closeTransfer(gone.record('transfer-cancelled', { name: target.party.name }), target, 'cancelled');
}

/** The initiator talks with the other side. The customer and the target change places on hold. */
export function swap(transition: Transition, asker: Leg): Transition | RefusalCode {
  const open = openConsult(transition, asker);
  if (typeof open === 'string') return open;
  const toCustomer = transition.call.customer.hold !== undefined;
  const isHeld = (leg: Leg) => leg.id !== asker.id && (leg.id === open.target) === toCustomer;
  return transition
    .hold(toCustomer ? undefined : 'hold')
    .with({ legs: transition.call.legs.map((leg) => ({ ...leg, held: isHeld(leg) })) })
    .record(toCustomer ? 'with-customer' : 'with-colleague', { name: asker.party.name });
}

/** Customer, target and initiator all talk together. */
export function merge(transition: Transition, asker: Leg): Transition | RefusalCode {
  const open = openConsult(transition, asker);
  if (typeof open === 'string') return open;
  return transition.with({ transfer: undefined }).joinAll().record('together');
}

function openConsult({ call: { transfer } }: Transition, asker: Leg): Transfer | RefusalCode {
  if (!transfer) return 'no-transfer';
  if (transfer.initiator !== asker.id) return 'not-your-call';
  return transfer.state === 'open' ? transfer : 'target-not-on-line';
}

function noteOutcome(transition: Transition, target: string, result: TransferResult): Transition {
  return transition.with({ lastTransfer: { target, result, at: transition.now } });
}
