/** Puts the focus on what has just appeared: give it as `ref`. */
export function focusOnArrival(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
