import type { Agent } from './agent.ts';
import type { Call } from './call.ts';
import { agentOf, knowsAgent, legOf, onLine } from './legs.ts';
import { phaseOf } from './phase.ts';

const DOCUMENT_LIMIT = 4096;

/**
 * What is wrong with a call's state, by the promises it breaks; empty when all of them hold.
 * @param agents everyone's presence, once events have settled; leave out while claims are on their way
 */
export function violations(call: Call, agents: readonly Agent[] = []): readonly string[] {
  return [
    ...neverAlone(call),
    ...oneAgentOneCall(call, agents),
    ...endIsClean(call, agents),
    ...oneOwnerOneTransfer(call),
    ...privacy(call),
    ...bounded(call),
  ];
}

/** What may never happen from one state to the next (I2, I6). */
export function transitionViolations(before: Call, after: Call): readonly string[] {
  if (!before.ending) return [];
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
  const initiatorIsGone =
    transfer !== undefined && transfer.kind !== 'blind' && !legOf(call, transfer.initiator);
  return [
    ...broken(onLine(call).length > 0 && !isOwned, 'I5: nobody on the line owns the call'),
    ...broken(onLine(call).length === 0 && call.owner !== undefined, 'I5: the owner is not on the line'),
    ...broken(transfer !== undefined && !legOf(call, transfer.target), 'I5: the transfer has no target'),
    ...broken(initiatorIsGone, 'I5: the transfer has no initiator'),
  ];
}

function privacy(call: Call): readonly string[] {
  const { transfer } = call;
  if (transfer?.kind !== 'consult' || transfer.state !== 'open') return [];
  const target = legOf(call, transfer.target);
  const isHeard = call.customer.hold === undefined && target?.held === false;
  return broken(isHeard, 'I7: the customer hears the consult');
}

function bounded(call: Call): readonly string[] {
  return broken(
    new TextEncoder().encode(JSON.stringify(call)).length > DOCUMENT_LIMIT,
    'the document is over 4 KB',
  );
}
