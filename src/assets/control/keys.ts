import type { Deeds } from './deeds.ts';
import type { Store } from './store.ts';

/** While it rings, Enter answers and Escape declines, unless the agent is typing or on a button. */
export function watchKeys(store: Store, deeds: Deeds): void {
  document.addEventListener('keydown', (event) => {
    const { line, dialog } = store.state();
    if (!line.incoming || dialog.kind !== 'none' || isControl(event.target)) return;
    if (event.key === 'Enter') deeds.answer();
    if (event.key === 'Escape') deeds.open({ kind: 'decline' });
  });
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button, input, textarea, select, a') !== null;
}
