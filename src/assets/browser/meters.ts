/** Level bars move many times a second, so they are set beside the drawing of the page. */
export interface Meters {
  /** `mine` is the microphone, `theirs` the line; `level` from 0 to 1. */
  readonly show: (which: 'mine' | 'theirs', level: number) => void;
}

/** Sets the level as a CSS variable on every element marked `data-meter`. */
export function createMeters(root: HTMLElement): Meters {
  return {
    show(which, level) {
      for (const element of root.querySelectorAll<HTMLElement>(`[data-meter="${which}"]`)) {
        element.style.setProperty('--level', level.toFixed(2));
        element.toggleAttribute('data-speaking', level > 0.12);
      }
    },
  };
}
