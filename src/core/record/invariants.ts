import { initiatorStays, isPrivate } from '../model/transfer-kinds.ts';
import type { Agent } from '../model/agent.ts';
import type { Call, Leg } from '../model/call.ts';
import { agentOf, knowsAgent, legOf, onLine } from '../model/legs.ts';
import { LIMITS } from '../model/limits.ts';
import { isClosed, phaseOf } from '../model/phase.ts';
import { bytesOf } from './document-size.ts';

/**
 * Says which promises a call's state breaks; empty when all of them hold.
 * @param agents everyone's presence, once events have settled; leave out while claims are on their way
 */
export function violations(call: Call, agents: readonly Agent[] = []): readonly string[] {
  return [
    ...neverAlone(call),
    ...oneAgentOneCall(call, agents),
    ...endIsClean(call, agents),
    ...oneOwnerOneTransfer(call),
    ...privacy(call),
    ...neverStuck(call),
    ...bounded(call),
  ];
}

/** Says which forbidden changes happened from one state to the next (I2, I6, I7). */
export function transitionViolations(before: Call, after: Call): readonly string[] {
  if (!before.ending) return opened(before, after);
  const isSame = JSON.stringify(before.ending) === JSON.stringify(after.ending) && after.phase === 'ended';
  return isSame ? [] : ['I6: the end changed'];
}

function broken(condition: boolean, promise: string): readonly string[] {
  return condition ? [promise] : [];
}

function neverAlone(call: Call): readonly string[] {
  const isOpen = !call.ending && call.phase !== 'voicemail';
  const wasWithAgent = call.formerOwner !== undefined || call.rescue !== undefined;
  const isWithSomebody = onLine(call).some((leg) => !leg.held);
  const hearsMusic = call.customer.hold !== undefined || !wasWithAgent;
  return broken(isOpen && !isWithSomebody && !hearsMusic, 'I1: the customer is alone in silence');
}

function oneAgentOneCall(call: Call, agents: readonly Agent[]): readonly string[] {
  const ids = call.legs.flatMap((leg) => agentOf(leg) ?? []);
  const stolen = agents.some((agent) => ids.includes(agent.id) && agent.call !== call.id);
  return [
    ...broken(new Set(ids).size !== ids.length, 'I3: an agent has two legs'),
    ...broken(stolen, 'I3: an agent on the line is not claimed for the call'),
  ];
}

function endIsClean(call: Call, agents: readonly Agent[]): readonly string[] {
  const claimed = agents.some((agent) => agent.call === call.id && !knowsAgent(call, agent.id));
  return [
    ...broken(call.ending !== undefined && call.legs.length > 0, 'I4: a leg outlived the call'),
    ...broken(claimed, 'I4: an agent is claimed whom the call does not know'),
    ...broken(call.phase !== phaseOf(call), 'I8: the phase is not what the state says'),
  ];
}

function oneOwnerOneTransfer(call: Call): readonly string[] {
  const { transfer } = call;
  const owner = legOf(call, call.owner);
  const isOwned = owner?.state === 'on';
  const byOutsider = isOwned && agentOf(owner) === undefined && onLine(call).some((leg) => agentOf(leg));
  const initiatorIsGone =
    transfer !== undefined && initiatorStays(transfer) && !legOf(call, transfer.initiator);
  return [
    ...broken(onLine(call).length > 0 && !isOwned, 'I5: nobody on the line owns the call'),
    ...broken(byOutsider, 'I5: an outside party owns the call, and an agent is on the line'),
    ...broken(onLine(call).length === 0 && call.owner !== undefined, 'I5: the owner is not on the line'),
    ...broken(transfer !== undefined && !legOf(call, transfer.target), 'I5: the transfer has no target'),
    ...broken(initiatorIsGone, 'I5: the transfer has no initiator'),
  ];
}

function privacy(call: Call): readonly string[] {
  const { transfer } = call;
  if (transfer?.state !== 'open' || !isPrivate(transfer)) return [];
  const target = legOf(call, transfer.target);
  const isHeard = call.customer.hold === undefined && target?.held === false;
  const isThird = ({ id }: Leg) => id !== transfer.initiator && id !== transfer.target;
  const isOverheard = target?.held === false && onLine(call).some((leg) => isThird(leg) && !leg.held);
  return [
    ...broken(isHeard, 'I7: the customer hears the consult'),
    ...broken(isOverheard, 'I7: a third party hears the consult'),
  ];
}

/** An agent who had muted themselves is heard after they lost their line, or came back. */
function opened(before: Call, after: Call): readonly string[] {
  const muted = before.legs.filter((leg) => leg.muted && agentOf(leg) !== undefined);
  const isHeard = (leg: Leg): boolean => {
    const agent = agentOf(leg) ?? '';
    const next = after.legs.find((each) => agentOf(each) === agent && each.why === 'rejoin');
    if (next && !legOf(before, next.id)) return !next.muted;
    return after.absentAgents?.some((absent) => absent.leg === leg.id && !absent.muted) === true;
  };
  return broken(muted.some(isHeard), 'I7: who had muted themselves is heard');
}

/** A hold or mute that only an owner's page could undo ends with the owner. */
function neverStuck(call: Call): readonly string[] {
  const on = onLine(call);
  if (isClosed(call) || on.some((leg) => agentOf(leg) !== undefined)) return [];
  const isHeld = (on.length > 0 && call.customer.hold === 'hold') || on.some(({ held }) => held);
  return [
    ...broken(call.customer.muted || on.some(({ muted }) => muted), 'I9: nobody can take the mute off'),
    ...broken(isHeld, 'I9: nobody can take the hold off'),
  ];
}

function bounded(call: Call): readonly string[] {
  return broken(bytesOf(call) > LIMITS.documentBytes, 'the document is over 4 KB');
}
