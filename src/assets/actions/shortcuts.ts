import type { Actions } from './actions.ts';
import type { Store } from '../state/store.ts';

/** While it rings, Enter answers and Escape declines, unless the agent is typing or on a button. */
export function watchKeys(store: Store, actions: Actions): void {
  document.addEventListener('keydown', (event) => {
    const { line, dialog } = store.state();
    if (!line.incoming || dialog.kind !== 'none' || isControl(event.target)) return;
    if (event.key === 'Enter') actions.answer();
    if (event.key === 'Escape') actions.open({ kind: 'decline' });
  });
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, textarea, select, a') !== null;
}
