import type { Dialog } from '../state/state.ts';
import { isSessionOverInCall } from '../state/state.ts';
import type { Store } from '../state/store.ts';

/** What these dialogs ask for needs a session. */
const NEED_SESSION: ReadonlySet<Dialog['kind']> = new Set<Dialog['kind']>(['transfer', 'end', 'decline']);

/**
 * Puts the focus into the sign-in that stands beside a call whose session is over.
 * @returns false where there is none, so that the service can be asked
 */
export function leadToSignIn(store: Store): boolean {
  if (!isSessionOverInCall(store.state())) return false;
  document.querySelector<HTMLInputElement>('.beside [name=passcode]')?.focus();
  return true;
}

/** Opens a dialog, unless the agent has to sign in for what it asks. */
export function openDialog(store: Store, dialog: Dialog): void {
  if (NEED_SESSION.has(dialog.kind) && leadToSignIn(store)) return;
  store.dispatch({ type: 'DialogChanged', dialog });
}
