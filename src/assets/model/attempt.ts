import type { Call, TransferOutcome } from '../../core/call.ts';
import type { Word } from '../words/words.ts';
import { actionsFor } from './actions-for.ts';
import { directoryOf } from './directory.ts';
import { legOf } from './parties.ts';
import { meOf, type Attempt, type PageState, type PendingAction, type Target } from './state.ts';

type Failure = Exclude<TransferOutcome['result'], 'completed' | 'cancelled'>;

interface Text {
  readonly word: Word;
  readonly values: Readonly<Record<string, string>>;
}

/** Why the last transfer came to nothing; undefined when it did not. */
export function failureOf({ lastTransfer }: Call): Text | undefined {
  if (!lastTransfer || !isFailure(lastTransfer.result)) return undefined;
  const { target: name, reason = '', result } = lastTransfer;
  const word = result === 'declined' && reason ? 'outcome.declinedReason' : (`outcome.${result}` as const);
  return { word, values: { name, reason } };
}

function isFailure(result: TransferOutcome['result']): result is Failure {
  return result !== 'completed' && result !== 'cancelled';
}

/** What to do about a transfer that came to nothing. */
export interface NextStep extends Text {
  /** Whether the service refused it at once, so that the customer was never left. */
  readonly refused: boolean;
  readonly attempt: Attempt;
  /** Whether the same colleague could be tried again now. */
  readonly again: boolean;
}

/** The way on after the agent's own transfer has failed, for as long as there is no other. */
export function nextStepOf(state: PageState): NextStep | undefined {
  const { call, attempt, pending } = state;
  if (!call || attempt?.call !== call.id || pending.some(({ kind }) => kind === 'transfer')) return undefined;
  if (!actionsFor(call, meOf(state)?.id ?? '').includes('transfer')) return undefined;
  const { refused } = attempt;
  const text = refused ? { word: refused, values: { name: attempt.name } } : failureOf(call);
  return (
    text && { ...text, refused: refused !== undefined, attempt, again: isReachable(state, attempt.target) }
  );
}

function isReachable(state: PageState, target: Target): boolean {
  return directoryOf(state, '').some((entry) => entry.reachable && isSame(entry.target, target));
}

function isSame(one: Target, other: Target): boolean {
  if (one.kind === 'agent') return other.kind === 'agent' && one.agent === other.agent;
  return one.kind === 'outside'
    ? other.kind === 'outside' && one.entry === other.entry
    : other.kind === one.kind;
}

/** The transfer that the agent has just asked for. */
export function asked(state: PageState, action: PendingAction): Attempt | undefined {
  if (action.kind !== 'transfer' || !state.call) return undefined;
  const { how, target, name, note } = action;
  return { call: state.call.id, how, target, name, note };
}

/** The transfer that the agent has going, as the call tells: also after a reload, and on their other pages. */
export function underWay(call: Call, me: string): Attempt | undefined {
  const { transfer } = call;
  const party = call.legs.find(({ id }) => id === transfer?.target)?.party;
  if (!transfer || !party || legOf(call, me)?.id !== transfer.initiator) return undefined;
  const target: Target =
    party.kind === 'agent' ? { kind: 'agent', agent: party.agent } : { kind: 'outside', entry: party.entry };
  return { call: call.id, how: transfer.kind, target, name: party.name, note: transfer.note ?? '' };
}
