/**
 * Draws so that the focus never gets lost. When the focused element is gone, the focus goes to the element that opened
 * the dialog. Without one it goes to the heading that says what is going on now.
 */
export function createFocusKeeper(root: HTMLElement): (draw: () => void) => void {
  let opener: Element | null = null;
  return (draw) => {
    const before = document.activeElement;
    const wasOpen = hasDialog(root);
    draw();
    if (!wasOpen && hasDialog(root)) opener = before;
    if (!before || before.isConnected || document.activeElement !== document.body) return;
    const next = opener?.isConnected && wasOpen ? opener : root.querySelector('#stage h1');
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  };
}

function hasDialog(root: HTMLElement): boolean {
  return root.querySelector('dialog') !== null;
}
