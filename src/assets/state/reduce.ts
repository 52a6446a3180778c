import type { PageEvent } from './page-event.ts';
import { withKnownCall } from '../selectors/line-call.ts';
import { actionReducers } from './reduce-actions.ts';
import { callReducers } from './reduce-call.ts';
import { deskReducers } from './reduce-desk.ts';
import { lineReducers } from './reduce-line.ts';
import { pageReducers } from './reduce-page.ts';
import { sessionReducers } from './reduce-session.ts';
import type { EventOf, Reducers } from './reducers.ts';
import type { PageState } from './state.ts';

/** Every event of the page has its row in one of the slices. The compiler names a missing one. */
const REDUCERS: Reducers = {
  ...sessionReducers,
  ...deskReducers,
  ...callReducers,
  ...actionReducers,
  ...lineReducers,
  ...pageReducers,
};

/** The page's state after an event. Pure: the clock comes in with `ClockTicked`. */
export function reduce(state: PageState, event: PageEvent): PageState {
  return withKnownCall(reduceOne(state, event));
}

function reduceOne<T extends PageEvent['type']>(
  state: PageState,
  event: EventOf<T> & { readonly type: T },
): PageState {
  return REDUCERS[event.type](state, event);
}
