import type { PageEvent } from './page-event.ts';
import { reduce } from './reduce.ts';
import type { PageState } from './state.ts';

/** The page's only state. Only dispatched events change it. */
export interface Store {
  readonly state: () => PageState;
  readonly dispatch: (event: PageEvent) => void;
  /** Called once after each burst of events, with the state before and after. */
  subscribe(watcher: (state: PageState, before: PageState) => void): void;
}

/** Subscribers run in a microtask, so that the page draws several events at once. */
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
    dispatch(event) {
      if (state === seen) queueMicrotask(flush);
      state = reduce(state, event);
    },
    subscribe(watcher) {
      watchers.push(watcher);
    },
  };
}
