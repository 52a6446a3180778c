/** Puts the focus on an element that has just appeared: give it as `ref`. */
export function focusOnArrival(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
