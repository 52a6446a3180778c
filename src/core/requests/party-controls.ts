import type { Leg } from '../model/call.ts';
import type { RefusalCode } from '../model/decision.ts';
import { closeTransfer, leaveTransfer } from '../legs/transfer.ts';
import { agentOf, legOf } from '../model/legs.ts';
import { releaseAgentOf, cancelOffer } from '../routing/offers.ts';
import { reassignOwner } from '../routing/rescue.ts';
import type { Transition } from '../transition.ts';

/** Puts a party on hold or takes them back. */
export function setHold(transition: Transition, party: string, on: boolean): Transition | RefusalCode {
  if (party === 'customer') return holdCustomer(transition, on);
  const leg = legOf(transition.call, party);
  if (!leg) return 'party-unknown';
  return transition.changeLeg(leg.id, { held: on }).record(on ? 'held' : 'unheld', { name: leg.party.name });
}

function holdCustomer(transition: Transition, on: boolean): Transition {
  return transition.hold(on ? 'hold' : undefined).record(on ? 'customer-held' : 'customer-unheld');
}

/** Makes a party inaudible or audible. */
export function setMute(transition: Transition, party: string, on: boolean): Transition | RefusalCode {
  if (party === 'customer') {
    return transition
      .with({ customer: { ...transition.call.customer, muted: on } })
      .record(on ? 'customer-muted' : 'customer-unmuted');
  }
  const leg = legOf(transition.call, party);
  if (!leg) return 'party-unknown';
  return transition
    .changeLeg(leg.id, { muted: on })
    .record(on ? 'muted' : 'unmuted', { name: leg.party.name });
}

/** Takes a party out of the call. */
export function removeFromCall(transition: Transition, party: string): Transition | RefusalCode {
  const leg = legOf(transition.call, party);
  if (!leg) return 'party-unknown';
  return leg.state === 'on' ? leave(transition, leg) : stopRinging(transition, leg);
}

function stopRinging(transition: Transition, leg: Leg): Transition {
  const gone = cancelOffer(transition, leg).record('rung-no-more', { name: leg.party.name });
  return gone.call.transfer?.target === leg.id ? closeTransfer(gone, leg, 'cancelled') : gone;
}

/** Somebody leaves on purpose, and others stay. */
export function leave(transition: Transition, leg: Leg): Transition {
  const gone = releaseAgentOf(transition.hangUp(leg), leg, 'wrap-up', 'left').record('left-call', {
    name: leg.party.name,
  });
  return reassignOwner(noteOwner(leaveTransfer(gone, leg), transition, leg));
}

function noteOwner(transition: Transition, before: Transition, leg: Leg): Transition {
  const agent = agentOf(leg);
  return transition.when(before.call.owner === leg.id && agent !== undefined, (each) =>
    each.with({ formerOwner: agent }),
  );
}
