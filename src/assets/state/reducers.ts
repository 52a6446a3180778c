import type { PageEvent } from './page-event.ts';
import type { PageState } from './state.ts';

/** The page event of that type. */
export type EventOf<T extends PageEvent['type']> = Extract<PageEvent, { type: T }>;

/** How the page changes with each of these events: one pure function for each. */
export type Reducers<T extends PageEvent['type'] = PageEvent['type']> = {
  readonly [K in T]: (state: PageState, event: EventOf<K>) => PageState;
};

/** A copy of the value without one of its optional keys. */
export function without<T extends object>(value: T, key: keyof T): T {
  const { [key]: _gone, ...rest } = value;
  return rest as T;
}
