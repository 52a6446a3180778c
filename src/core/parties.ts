import type { Leg } from './call.ts';
import type { RefusalCode } from './decision.ts';
import { closeTransfer, handOver, ringOn } from './departures.ts';
import { agentOf, legOf, onLine } from './legs.ts';
import { giveBack, withdraw } from './offers.ts';
import type { Turn } from './turn.ts';

/** Puts a party on hold or takes them back. In a consult the customer's hold belongs to swap. */
export function holdParty(turn: Turn, asker: Leg, party: string, on: boolean): Turn | RefusalCode {
  if (turn.call.transfer?.kind === 'consult') return 'transfer-open';
  if (party === 'customer') return holdCustomer(turn, on);
  const leg = legOf(turn.call, party);
  if (leg?.state !== 'on' && !(leg?.held && !on)) return 'party-unknown';
  if (on && (leg.id === asker.id || asker.held)) return 'not-your-call';
  return turn.change(leg.id, { held: on }).tell(on ? 'held' : 'unheld', { name: leg.party.name });
}

function holdCustomer(turn: Turn, on: boolean): Turn {
  return turn.hold(on ? 'hold' : undefined).tell(on ? 'customer-held' : 'customer-unheld');
}

/** Makes a party inaudible or audible. */
export function muteParty(turn: Turn, party: string, on: boolean): Turn | RefusalCode {
  if (party === 'customer') {
    return turn
      .with({ customer: { ...turn.call.customer, muted: on } })
      .tell(on ? 'customer-muted' : 'customer-unmuted');
  }
  const leg = legOf(turn.call, party);
  if (leg?.state !== 'on' && leg?.state !== 'answered') return 'party-unknown';
  return turn.change(leg.id, { muted: on }).tell(on ? 'muted' : 'unmuted', { name: leg.party.name });
}

/** Takes a party out of the call. The owner is removed by nobody but themselves. */
export function removeParty(turn: Turn, asker: Leg, party: string): Turn | RefusalCode {
  const leg = legOf(turn.call, party);
  if (!leg) return 'party-unknown';
  if (leg.id !== asker.id && leg.id === turn.call.owner) return 'not-your-call';
  return leg.state === 'on' ? leave(turn, leg) : stopRinging(turn, leg);
}

function stopRinging(turn: Turn, leg: Leg): Turn {
  const gone = withdraw(turn, leg).tell('rung-no-more', { name: leg.party.name });
  return gone.call.transfer?.target === leg.id ? closeTransfer(gone, leg, 'cancelled') : gone;
}

/** Somebody leaves on purpose. The last one cannot: they end the call or transfer it. */
export function leave(turn: Turn, leg: Leg): Turn | RefusalCode {
  if (onLine(turn.call).length < 2) return 'target-not-on-line';
  const gone = giveBack(turn.hangUp(leg), leg, 'wrap-up', 'left').tell('left-call', { name: leg.party.name });
  return handOver(noteOwner(leaveConsult(gone, leg), turn, leg));
}

function leaveConsult(turn: Turn, leg: Leg): Turn {
  const { transfer } = turn.call;
  if (transfer?.target === leg.id) return closeTransfer(turn, leg, 'left');
  if (transfer?.initiator !== leg.id) return turn;
  if (transfer.state === 'ringing') return ringOn(turn, transfer, leg);
  return turn.with({ transfer: undefined, owner: transfer.target }).joinAll();
}

function noteOwner(turn: Turn, before: Turn, leg: Leg): Turn {
  const agent = agentOf(leg);
  return turn.when(before.call.owner === leg.id && agent !== undefined, (each) =>
    each.with({ formerOwner: agent }),
  );
}
