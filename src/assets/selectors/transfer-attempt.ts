import type { Call, TransferOutcome } from '../../core/model/call.ts';
import type { Word } from '../words/words.ts';
import { allowedActions } from './allowed-actions.ts';
import { directoryOf } from './directory.ts';
import { meOf, type TransferAttempt, type PageState, type Target } from '../state/state.ts';

type FailedResult = Exclude<TransferOutcome['result'], 'completed' | 'cancelled'>;

interface FailureText {
  readonly word: Word;
  readonly values: Readonly<Record<string, string>>;
}

/** Why the last transfer failed; undefined when it did not. */
export function failureText({ lastTransfer }: Call): FailureText | undefined {
  if (!lastTransfer || !isFailure(lastTransfer.result)) return undefined;
  const { target: name, reason = '', result } = lastTransfer;
  const word = result === 'declined' && reason ? 'outcome.declinedReason' : (`outcome.${result}` as const);
  return { word, values: { name, reason } };
}

function isFailure(result: TransferOutcome['result']): result is FailedResult {
  return result !== 'completed' && result !== 'cancelled';
}

/** What the agent can do about a failed transfer. */
export interface NextStep extends FailureText {
  /** Whether the service refused it at once. Then the agent never left the customer. */
  readonly refused: boolean;
  readonly attempt: TransferAttempt;
  /** Whether the agent could ask the same colleague again now. */
  readonly again: boolean;
}

/** The choices after the agent's own transfer has failed, until there is another transfer. */
export function nextStepOf(state: PageState): NextStep | undefined {
  const { call, attempt, pending } = state;
  if (!call || attempt?.call !== call.id || pending.some(({ kind }) => kind === 'transfer')) return undefined;
  if (!allowedActions(call, meOf(state)?.id ?? '').includes('transfer')) return undefined;
  const { refused } = attempt;
  const text = refused ? { word: refused, values: { name: attempt.name } } : failureText(call);
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
