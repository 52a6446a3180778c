import type { Actions } from './actions.ts';
import { dialogFor } from '../selectors/dialog.ts';
import type { Store } from '../state/store.ts';
import { createTypingGuard, type TypingGuard } from './typing-guard.ts';

/** While it rings, Enter answers and Escape declines, unless the agent is typing or on a button. */
export function watchKeys(store: Store, actions: Actions): void {
  const guard = createTypingGuard(() => performance.now());
  store.subscribe((state, before) => {
    if (state.line.incoming && !before.line.incoming) guard.rang();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (!isText(target)) guard.left();
  });
  document.addEventListener('keydown', (event) => {
    noteKey(guard, event, store.state().line.incoming !== undefined);
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

/** Who goes on typing when another screen has taken the place of the text writes to nowhere. */
function noteKey(guard: TypingGuard, { target, key }: KeyboardEvent, isRinging: boolean): void {
  if (isText(target) || (key.length === 1 && !isControl(target))) guard.typed();
  else if (!isRinging && (key === 'Tab' || isControl(target))) guard.left();
}

function isText(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('textarea, input:not([type=radio])');
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, textarea, select, a') !== null;
}
