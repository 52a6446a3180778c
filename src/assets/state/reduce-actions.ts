import { attemptAsked } from './attempt.ts';
import { callUpdated } from './reduce-call.ts';
import { type Reducers, without } from './reducers.ts';
import type { PendingAction } from './state.ts';

/** What the agent asks of the service: pending until it is answered, or the call names its key. */
export const actionReducers: Reducers<'ActionAsked' | 'ActionAnswered' | 'ActionFailed'> = {
  ActionAsked(state, { action }) {
    const attempt = attemptAsked(state, action);
    const pending = [...state.pending, action];
    return { ...without(state, 'notice'), pending, ...(attempt && { attempt }) };
  },

  /** Sync may have told something newer meanwhile. A call that knows the key is at least as new as the answer. */
  ActionAnswered(state, { key, call }) {
    const known = state.call?.handledKeys.includes(key) === true;
    const told = call && call.id === (state.call?.id ?? call.id) && !known ? callUpdated(state, call) : state;
    return { ...told, pending: dropKey(told.pending, key) };
  },

  /** The page shows a refused transfer where it offers the next one. It shows every other failure as a notice. */
  ActionFailed(state, { key, notice }) {
    const isTransfer = state.pending.some((action) => action.key === key && action.kind === 'transfer');
    const failed = { ...state, pending: dropKey(state.pending, key) };
    if (!isTransfer || !state.attempt) return { ...failed, notice: { ...notice, at: state.now } };
    return { ...failed, attempt: { ...state.attempt, refused: notice.word } };
  },
};

function dropKey(pending: readonly PendingAction[], key: string): readonly PendingAction[] {
  return pending.filter((action) => action.key !== key);
}
