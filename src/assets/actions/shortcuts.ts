import type { Actions } from './actions.ts';
import { dialogFor } from '../selectors/dialog.ts';
import type { Store } from '../state/store.ts';
import { createTypingGuard } from './typing-guard.ts';

/** While it rings, Enter answers and Escape declines, unless the agent is typing or on a button. */
export function watchKeys(store: Store, actions: Actions): void {
  const guard = createTypingGuard(() => performance.now());
  store.subscribe((state, before) => {
    if (state.line.incoming && !before.line.incoming) guard.rang();
  });
  document.addEventListener('keydown', (event) => {
    // Who goes on typing when a call has taken the place of the text writes to nowhere.
    const isLetter = event.key.length === 1;
    if (isText(event.target) || (isLetter && store.state().line.incoming)) guard.typed();
    const state = store.state();
    const isOpen = dialogFor(state).kind !== 'none';
    if (!state.line.incoming || isOpen || isControl(event.target) || !guard.isMeant()) return;
    if (event.key === 'Enter') actions.answer();
    if (event.key !== 'Escape') return;
    // The browser would close with this key the dialog that opens now.
    event.preventDefault();
    actions.open({ kind: 'decline' });
  });
}

function isText(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('textarea, input:not([type=radio])');
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, textarea, select, a') !== null;
}
