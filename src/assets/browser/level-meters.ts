/** Level bars move many times a second, so this code sets them without a drawing of the page. */
export interface Meters {
  /** `mine` is the microphone, `theirs` the line; `level` from 0 to 1. */
  readonly show: (which: MeterName, level: number) => void;
}

type MeterName = 'mine' | 'theirs';

/** A level below this is room noise, not a voice. */
const VOICE = 0.12;
/** Gaps between words up to this length still count as speech. */
const PAUSE_MS = 500;

/**
 * Sets the level as a CSS variable on every element marked `data-meter`, and marks it while somebody speaks there.
 * @param clock the time in milliseconds
 */
export function createMeters(root: HTMLElement, clock: () => number = () => performance.now()): Meters {
  const heardAt = { mine: -Infinity, theirs: -Infinity };
  return {
    show(which, level) {
      if (level > VOICE) heardAt[which] = clock();
      const speaks = clock() - heardAt[which] < PAUSE_MS;
      for (const element of root.querySelectorAll<HTMLElement>(`[data-meter="${which}"]`)) {
        element.style.setProperty('--level', level.toFixed(2));
        element.toggleAttribute('data-speaking', speaks);
      }
    },
  };
}
