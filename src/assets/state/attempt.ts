import type { Call } from '../../core/model/call.ts';
import { agentLeg } from '../../core/model/legs.ts';
import type { TransferAttempt, PageState, PendingAction, Target } from './state.ts';

/** The transfer that the agent has just asked for. */
export function attemptAsked(state: PageState, action: PendingAction): TransferAttempt | undefined {
  if (action.kind !== 'transfer' || !state.call) return undefined;
  const { how, target, name, note } = action;
  return { call: state.call.id, how, target, name, note };
}

/**
 * The transfer that the agent has under way, by the call's state. So a reloaded page and their other pages know it too.
 */
export function attemptUnderWay(call: Call, me: string): TransferAttempt | undefined {
  const { transfer } = call;
  const party = call.legs.find(({ id }) => id === transfer?.target)?.party;
  if (!transfer || !party || agentLeg(call, me)?.id !== transfer.initiator) return undefined;
  const target: Target =
    party.kind === 'agent' ? { kind: 'agent', agent: party.agent } : { kind: 'outside', entry: party.entry };
  return { call: call.id, how: transfer.kind, target, name: party.name, note: transfer.note ?? '' };
}
