import type { Leg } from '../model/call.ts';
import type { RefusalCode } from '../model/decision.ts';
import { closeTransfer, reassignOwner, keepRinging } from '../legs/departures.ts';
import { agentOf, legOf, onLine } from '../model/legs.ts';
import { releaseAgentOf, cancelOffer } from '../routing/offers.ts';
import type { Transition } from '../transition.ts';

/** Puts a party on hold or takes them back. In a consult the customer's hold belongs to swap. */
export function setHold(
  transition: Transition,
  asker: Leg,
  party: string,
  on: boolean,
): Transition | RefusalCode {
  if (transition.call.transfer?.kind === 'consult') return 'transfer-open';
  if (party === 'customer') return holdCustomer(transition, on);
  const leg = legOf(transition.call, party);
  if (leg?.state !== 'on' && !(leg?.held && !on)) return 'party-unknown';
  if (on && (leg.id === asker.id || asker.held)) return 'not-your-call';
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
  if (leg?.state !== 'on' && leg?.state !== 'answered') return 'party-unknown';
  return transition
    .changeLeg(leg.id, { muted: on })
    .record(on ? 'muted' : 'unmuted', { name: leg.party.name });
}

/** Takes a party out of the call. Nobody but the owner can remove the owner. */
export function removeFromCall(transition: Transition, asker: Leg, party: string): Transition | RefusalCode {
  const leg = legOf(transition.call, party);
  if (!leg) return 'party-unknown';
  if (leg.id !== asker.id && leg.id === transition.call.owner) return 'not-your-call';
  return leg.state === 'on' ? leave(transition, leg) : stopRinging(transition, leg);
}

function stopRinging(transition: Transition, leg: Leg): Transition {
  const gone = cancelOffer(transition, leg).record('rung-no-more', { name: leg.party.name });
  return gone.call.transfer?.target === leg.id ? closeTransfer(gone, leg, 'cancelled') : gone;
}

/** An agent leaves on purpose. The last one cannot leave: they end the call or transfer it. */
export function leave(transition: Transition, leg: Leg): Transition | RefusalCode {
  if (onLine(transition.call).length < 2) return 'target-not-on-line';
  const gone = releaseAgentOf(transition.hangUp(leg), leg, 'wrap-up', 'left').record('left-call', {
    name: leg.party.name,
  });
  return reassignOwner(noteOwner(leaveConsult(gone, leg), transition, leg));
}

function leaveConsult(transition: Transition, leg: Leg): Transition {
  const { transfer } = transition.call;
  if (transfer?.target === leg.id) return closeTransfer(transition, leg, 'left');
  if (transfer?.initiator !== leg.id) return transition;
  if (transfer.state === 'ringing') return keepRinging(transition, transfer, leg);
  return transition.with({ transfer: undefined, owner: transfer.target }).joinAll();
}

function noteOwner(transition: Transition, before: Transition, leg: Leg): Transition {
  const agent = agentOf(leg);
  return transition.when(before.call.owner === leg.id && agent !== undefined, (each) =>
    each.with({ formerOwner: agent }),
  );
}
