import { allowedActions } from './allowed-actions.ts';
import { type Dialog, meOf, type PageState } from '../state/state.ts';

/** The open dialog, unless its subject is gone. */
export function dialogFor(state: PageState): Dialog {
  return isOfUse(state) ? state.dialog : { kind: 'none' };
}

function isOfUse(state: PageState): boolean {
  const { dialog, call, line } = state;
  const offers = allowedActions(call, meOf(state)?.id ?? '');
  switch (dialog.kind) {
    case 'transfer':
    case 'end':
      return offers.includes(dialog.kind);
    case 'keypad':
      return offers.includes('keypad') && line.active !== undefined;
    case 'decline':
      return line.incoming !== undefined;
    case 'sound':
    case 'past-call':
      // A ringing call must not hide behind them. They come back if the agent does not take it.
      return line.incoming === undefined;
    case 'passcode':
    case 'none':
      return true;
  }
}
