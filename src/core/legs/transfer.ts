/**
 * What becomes of a transfer when its people come and go. What sets the kinds apart is in `model/transfer-kinds.ts`.
 * The whole is drawn in `docs/state-machine.md`.
 */
import type { Leg, Transfer, TransferResult } from '../model/call.ts';
import type { AgentId } from '../model/ids.ts';
import { agentOf, legOf, nextOwner } from '../model/legs.ts';
import { initiatorStays, isPrivate, TRANSFER } from '../model/transfer-kinds.ts';
import { ensureAccompanied } from '../routing/rescue.ts';
import type { Transition } from '../transition.ts';

/** Somebody came into the room: the target of the transfer, or somebody else while it rings. */
export function transferJoined(transition: Transition, leg: Leg): Transition {
  const { transfer } = transition.call;
  if (!transfer) return transition;
  return transfer.target === leg.id
    ? targetJoined(transition, transfer, leg)
    : backWithCustomer(transition, transfer, leg);
}

/** The target is there. A consult opens; an added party is one more; the target of a blind transfer owns the call. */
function targetJoined(transition: Transition, transfer: Transfer, target: Leg): Transition {
  const { whenTargetJoins } = TRANSFER[transfer.kind];
  switch (whenTargetJoins) {
    case 'open':
      return transition.with({ transfer: { ...transfer, state: 'open' } });
    case 'join':
      return bringTogether(transition);
    case 'take-over':
      return takeOver(transition.with({ transfer: undefined, owner: target.id }), target);
    default:
      return whenTargetJoins satisfies never;
  }
}

/**
 * Somebody is with the customer again while a blind transfer rings. The target will join them, and not replace them.
 */
function backWithCustomer(transition: Transition, transfer: Transfer, leg: Leg): Transition {
  return transition.when(!initiatorStays(transfer), (each) =>
    each.with({ transfer: { ...transfer, kind: 'add', initiator: leg.id } }),
  );
}

/** The transfer is over, and everybody who is there talks together. */
export function bringTogether(transition: Transition): Transition {
  return transition.with({ transfer: undefined }).joinAll();
}

/** What the transfer becomes when one of its two agents is gone, by their own wish or without a word. */
export function leaveTransfer(transition: Transition, gone: Leg): Transition {
  const { transfer } = transition.call;
  if (transfer?.target === gone.id) return closeTransfer(transition, gone, 'left');
  if (transfer?.initiator !== gone.id) return transition;
  return transfer.state === 'open'
    ? handToTarget(transition, transfer, gone)
    : keepRinging(transition, transfer, gone);
}

/**
 * The initiator of an open transfer is gone. The target and the customer talk together, and the target owns the call.
 */
function handToTarget(transition: Transition, transfer: Transfer, initiator: Leg): Transition {
  const target = legOf(transition.call, transfer.target);
  const handed = bringTogether(transition).with({ owner: transfer.target, ...formerOwnerFrom(initiator) });
  return target ? takeOver(handed, target) : handed;
}

function takeOver(transition: Transition, { party: { name } }: Leg): Transition {
  return transition
    .with({ lastTransfer: { target: name, result: 'completed', at: transition.now } })
    .record('took-over', { name });
}

/**
 * The initiator is gone, and the target rings on. With others on the line the target is added to them; otherwise it is
 * a blind transfer.
 */
export function keepRinging(transition: Transition, transfer: Transfer, initiator: Leg): Transition {
  const next = nextOwner(transition.call);
  const left = transition.with(formerOwnerFrom(initiator)).joinAll();
  if (next) return left.with({ transfer: { ...transfer, kind: 'add', initiator: next.id }, owner: next.id });
  return left
    .with({ transfer: { ...transfer, kind: 'blind' }, owner: undefined, rescue: undefined })
    .hold('transfer');
}

/** The transfer is over without having been completed: everybody left hears everybody again. */
export function closeTransfer(
  transition: Transition,
  target: Leg,
  result: TransferResult,
  reason?: string,
): Transition {
  const { transfer, formerOwner } = transition.call;
  if (!transfer) return transition;
  const lastTransfer = { target: target.party.name, result, at: transition.now, ...(reason && { reason }) };
  const closed = transition.with({ transfer: undefined, lastTransfer });
  return ensureAccompanied(unholdAfter(closed, transfer), formerOwner ? [formerOwner] : []);
}

function unholdAfter(transition: Transition, transfer: Transfer): Transition {
  return transition.when(isPrivate(transfer), (each) => each.joinAll());
}

/** The agent to whom the call goes back when it finds nobody. */
function formerOwnerFrom(initiator: Leg): { readonly formerOwner?: AgentId } {
  const agent = agentOf(initiator);
  return agent ? { formerOwner: agent } : {};
}
