import type { Leg, Transfer, TransferResult } from './call.ts';
import type { RefusalCode } from './decision.ts';
import { closeTransfer, ringOn } from './departures.ts';
import { leave } from './parties.ts';
import { agentOf, legOf, onLine } from './legs.ts';
import { giveBack } from './offers.ts';
import type { Turn } from './turn.ts';

/** The initiator leaves the customer to the target; one that rings still becomes a blind transfer with recall. */
export function complete(turn: Turn, asker: Leg): Turn | RefusalCode {
  const { transfer } = turn.call;
  if (!transfer) return onLine(turn.call).length > 1 ? leaveToOthers(turn, asker) : 'no-transfer';
  if (transfer.initiator !== asker.id) return 'not-your-call';
  const { name } = asker.party;
  const gone = giveBack(turn.hangUp(asker), asker, 'wrap-up', 'left').tell('left-call', { name });
  return transfer.state === 'open' ? handToTarget(gone, transfer, asker) : ringOn(gone, transfer, asker);
}

function handToTarget(turn: Turn, transfer: Transfer, asker: Leg): Turn {
  const target = legOf(turn.call, transfer.target);
  const name = target?.party.name ?? '';
  return told(turn, name, 'completed')
    .with({ transfer: undefined, owner: transfer.target, formerOwner: agentOf(asker) })
    .joinAll()
    .tell('took-over', { name });
}

/** After an addition nobody is a target any more: who completes simply leaves the customer to the others. */
function leaveToOthers(turn: Turn, asker: Leg): Turn | RefusalCode {
  const left = leave(turn, asker);
  if (typeof left === 'string') return left;
  const heir = legOf(left.call, left.call.owner);
  return heir ? told(left, heir.party.name, 'completed') : left;
}

/** The initiator goes back to the customer; the target's phone is hung up, ringing or answered. */
export function cancel(turn: Turn, asker: Leg): Turn | RefusalCode {
  const { transfer } = turn.call;
  if (!transfer) return 'no-transfer';
  if (transfer.initiator !== asker.id) return 'not-your-call';
  const target = legOf(turn.call, transfer.target);
  return target ? takeBack(turn, target) : 'no-transfer';
}

/** The target is taken out of the call again. */
function takeBack(turn: Turn, target: Leg): Turn {
  const gone = giveBack(turn.hangUp(target), target, 'available', 'cancelled');
  return closeTransfer(gone.tell('transfer-cancelled', { name: target.party.name }), target, 'cancelled');
}

/** The initiator talks with the other side: the customer and the target change places on hold. */
export function swap(turn: Turn, asker: Leg): Turn | RefusalCode {
  const open = openConsult(turn, asker);
  if (typeof open === 'string') return open;
  const toCustomer = turn.call.customer.hold !== undefined;
  const isHeld = (leg: Leg) => leg.id !== asker.id && (leg.id === open.target) === toCustomer;
  return turn
    .hold(toCustomer ? undefined : 'hold')
    .with({ legs: turn.call.legs.map((leg) => ({ ...leg, held: isHeld(leg) })) })
    .tell(toCustomer ? 'with-customer' : 'with-colleague', { name: asker.party.name });
}

/** Customer and target are brought together, the initiator stays. */
export function merge(turn: Turn, asker: Leg): Turn | RefusalCode {
  const open = openConsult(turn, asker);
  if (typeof open === 'string') return open;
  return turn.with({ transfer: undefined }).joinAll().tell('together');
}

function openConsult({ call: { transfer } }: Turn, asker: Leg): Transfer | RefusalCode {
  if (!transfer) return 'no-transfer';
  if (transfer.initiator !== asker.id) return 'not-your-call';
  return transfer.state === 'open' ? transfer : 'target-not-on-line';
}

function told(turn: Turn, target: string, result: TransferResult): Turn {
  return turn.with({ lastTransfer: { target, result, at: turn.now } });
}
