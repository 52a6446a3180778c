import type { Happening } from '../model/happening.ts';
import { reduce } from '../model/reduce.ts';
import type { PageState } from '../model/state.ts';

/** The page's one state, changed only by telling it what happened. */
export interface Store {
  readonly state: () => PageState;
  readonly tell: (happening: Happening) => void;
  /** Called once after each burst of happenings, with the state before and after. */
  watch(watcher: (state: PageState, before: PageState) => void): void;
}

/** Watchers run in a microtask, so that several happenings in one turn are drawn once. */
export function createStore(initial: PageState): Store {
  const watchers: ((state: PageState, before: PageState) => void)[] = [];
  let state = initial;
  let seen = initial;
  const flush = (): void => {
    const before = seen;
    seen = state;
    for (const watcher of watchers) watcher(seen, before);
  };
  return {
    state: () => state,
    tell(happening) {
      if (state === seen) queueMicrotask(flush);
      state = reduce(state, happening);
    },
    watch(watcher) {
      watchers.push(watcher);
    },
  };
}
