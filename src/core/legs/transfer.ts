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

/** A leg has come into the room: the target of the transfer, or another one while the target rings. */
export function transferJoined(transition: Transition, leg: Leg): Transition {
  const { transfer } = transition.call;
  if (!transfer) return transition;
  return transfer.target === leg.id
    ? targetJoined(transition, transfer, leg)
    : backWithCustomer(transition, transfer, leg);
}

/** The target is there. A consult opens, an add brings all together, and a blind transfer gives the target the call. */
function targetJoined(transition: Transition, transfer: Transfer, target: Leg): Transition {
  const { whenTargetJoins } = TRANSFER[transfer.kind];
  switch (whenTargetJoins) {
    case 'open':
      return transition.with({ transfer: { ...transfer, state: 'open' } });
    case 'join':
      return bringTogether(transition);
    case 'take-over':
      return noteTakeover(transition.with({ transfer: undefined, owner: target.id }), target);
    default:
      return whenTargetJoins satisfies never;
  }
}

/**
 * Somebody is with the customer again while a blind transfer rings. The target will join them, and not replace them. So
 * the transfer becomes an add, and whoever came is its initiator. In other kinds the initiator is still there.
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

/** What becomes of the transfer when its initiator or its target is gone, by their own wish or without a word. */
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
  return target ? noteTakeover(handed, target) : handed;
}

/** The target has the customer now. The initiator's page and the timeline name them. */
function noteTakeover(transition: Transition, target: Leg): Transition {
  return noteCompleted(transition, target).record('took-over', { name: target.party.name });
}

/** Notes that the transfer is completed. The initiator's page names who has the customer. */
export function noteCompleted(transition: Transition, { party: { name } }: Leg): Transition {
  return transition.with({ lastTransfer: { target: name, result: 'completed', at: transition.now } });
}

/**
 * The initiator is gone, and the target rings on. If others are on the line, the transfer becomes an add, and the next
 * owner its initiator. Otherwise it becomes a blind transfer.
 */
export function keepRinging(transition: Transition, transfer: Transfer, initiator: Leg): Transition {
  const next = nextOwner(transition.call);
  const gone = transition.with(formerOwnerFrom(initiator)).joinAll();
  if (next) return gone.with({ transfer: { ...transfer, kind: 'add', initiator: next.id }, owner: next.id });
  return gone
    .with({ transfer: { ...transfer, kind: 'blind' }, owner: undefined, rescue: undefined })
    .hold('transfer');
}

/**
 * The transfer is over, and nobody has completed it. Those who remain hear each other again. A customer who has nobody
 * is rescued.
 * @param reason the target's own words when they declined
 */
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
  // With others on the line, a hold during any other kind is the owner's own, and stays.
  const heard = closed.when(isPrivate(transfer), (each) => each.joinAll());
  return ensureAccompanied(heard, formerOwner ? [formerOwner] : []);
}

/** The initiator as the former owner, to whom the call goes back when it finds nobody. Empty for an outside party. */
function formerOwnerFrom(initiator: Leg): { readonly formerOwner?: AgentId } {
  const agent = agentOf(initiator);
  return agent ? { formerOwner: agent } : {};
}
