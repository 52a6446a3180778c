import type { Call } from '../../core/model/call.ts';
import { attemptUnderWay } from './attempt.ts';
import { type Reducers, without } from './reducers.ts';
import type { Dialog, PageState } from './state.ts';
import { meOf } from './state.ts';

/** The agent's call, as the service and Sync tell it. */
export const callReducers: Reducers<'CallUpdated' | 'CallClosed'> = {
  CallUpdated: (state, { call }) => callUpdated(state, call),
  CallClosed(state) {
    const dialog: Dialog = outlivesCall(state.dialog) ? state.dialog : { kind: 'none' };
    return { ...without(state, 'call'), heldSince: {}, pending: [], dialog };
  },
};

/** Takes the told call as the truth: confirmed actions are no longer pending, and new holds are timed. */
export function callUpdated(state: PageState, call: Call): PageState {
  if (!meOf(state)) return state;
  const same = state.call?.id === call.id;
  if (same && state.call?.phase === 'ended' && call.phase !== 'ended') return state;
  const held = heldParties(call).map((party) => [
    party,
    (same ? state.heldSince[party] : undefined) ?? (same ? state.now : call.phaseSince),
  ]);
  const attempt = attemptUnderWay(call, meOf(state)?.id ?? '');
  return {
    ...state,
    call,
    ...(attempt && { attempt }),
    heldSince: Object.fromEntries(held),
    pending: state.pending.filter((action) => !call.handledKeys.includes(action.key)),
  };
}

function heldParties(call: Call): string[] {
  const legs = call.legs.filter((leg) => leg.held).map((leg) => leg.id);
  return call.customer.hold ? ['customer', ...legs] : legs;
}

function outlivesCall({ kind }: Dialog): boolean {
  return kind === 'sound' || kind === 'past-call';
}
