import type { Actions } from './actions.ts';
import type { Store } from '../state/store.ts';
import { createTypingGuard } from './typing-guard.ts';

/** While it rings, Enter answers and Escape declines, unless the agent is typing or on a button. */
export function watchKeys(store: Store, actions: Actions): void {
  const guard = createTypingGuard(() => performance.now());
  store.subscribe((state, before) => {
    if (state.line.incoming && !before.line.incoming) guard.rang();
  });
  document.addEventListener('keydown', (event) => {
    if (isText(event.target) || event.key.length === 1) guard.typed();
    const { line, dialog } = store.state();
    if (!line.incoming || dialog.kind !== 'none' || isControl(event.target) || !guard.isMeant()) return;
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
