/** The level bars. They move many times a second, so they are set here, and the page is not drawn anew for them. */
export interface Meters {
  /** `mine` is the microphone, `theirs` the line; `level` from 0 to 1. */
  readonly show: (which: MeterName, level: number) => void;
}

type MeterName = 'mine' | 'theirs';

/** A level from 0 to 1. Up to this one it is the noise of the room, not a voice. */
const NOISE_LEVEL = 0.12;
/** Gaps between words count as speech when they are shorter than this. */
const GAP_MS = 500;

/**
 * Sets the level as the CSS variable `--level` on every element with that `data-meter`. While somebody speaks there,
 * the element has the attribute `data-speaking`.
 * @param root finds elements that are drawn later, too
 * @param clock the time in milliseconds, from any start
 */
export function createMeters(root: HTMLElement, clock: () => number = () => performance.now()): Meters {
  const heardAt = { mine: -Infinity, theirs: -Infinity };
  return {
    show(which, level) {
      if (level > NOISE_LEVEL) heardAt[which] = clock();
      const isSpeaking = clock() - heardAt[which] < GAP_MS;
      for (const element of root.querySelectorAll<HTMLElement>(`[data-meter="${which}"]`)) {
        element.style.setProperty('--level', level.toFixed(2));
        element.toggleAttribute('data-speaking', isSpeaking);
      }
    },
  };
}
