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

/**
 * The state with the call as the service or Sync has told it. Requests that the call knows are no longer pending, and
 * each hold has its start.
 */
export function callUpdated(state: PageState, call: Call): PageState {
  if (!meOf(state)) return state;
  const isSameCall = state.call?.id === call.id;
  // Nothing comes after the end. So this news is older than what the page shows.
  if (isSameCall && state.call?.phase === 'ended' && call.phase !== 'ended') return state;
  // A page that has just met the call does not know when a hold began. So it takes the start of the phase.
  const sinceOf = (party: string) => (isSameCall ? (state.heldSince[party] ?? state.now) : call.phaseSince);
  const attempt = attemptUnderWay(call, meOf(state)?.id ?? '');
  return {
    ...state,
    call,
    ...(attempt && { attempt }),
    heldSince: Object.fromEntries(heldParties(call).map((party) => [party, sinceOf(party)])),
    pending: state.pending.filter((action) => !call.handledKeys.includes(action.key)),
  };
}

/** The parties on hold, by `customer` or a leg's name. */
function heldParties(call: Call): string[] {
  const legs = call.legs.filter((leg) => leg.held).map((leg) => leg.id);
  return call.customer.hold ? ['customer', ...legs] : legs;
}

/** Whether a dialog is about something else than the call, so that it stays open when the call closes. */
function outlivesCall({ kind }: Dialog): boolean {
  return kind === 'sound' || kind === 'past-call';
}
