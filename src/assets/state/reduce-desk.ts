import { callUpdated } from './reduce-call.ts';
import type { Reducers } from './reducers.ts';
import type { Desk, PageState } from './state.ts';
import { meOf } from './state.ts';

/** Everybody's presence and who waits: asked for at once, then followed. */
export const deskReducers: Reducers<
  'DeskLoaded' | 'AgentUpdated' | 'AgentGone' | 'WaitingUpdated' | 'WaitingGone'
> = {
  DeskLoaded(state, { desk, call }) {
    // An answer to a request from before a sign-out is not for the agent who signs in next.
    if (!meOf(state)) return state;
    const loaded = { ...state, desk };
    return call ? callUpdated(loaded, call) : loaded;
  },
  AgentUpdated: (state, { agent }) =>
    changeDesk(state, ({ agents }) => ({ agents: put(agents, agent, ({ id }) => id) })),
  AgentGone: (state, { id }) =>
    changeDesk(state, ({ agents }) => ({ agents: agents.filter((agent) => agent.id !== id) })),
  WaitingUpdated: (state, { entry }) =>
    changeDesk(state, ({ waiting }) => ({ waiting: put(waiting, entry, ({ call }) => call) })),
  WaitingGone: (state, { call }) =>
    changeDesk(state, ({ waiting }) => ({ waiting: waiting.filter((entry) => entry.call !== call) })),
};

/** Nothing changes before the desk is loaded, and after signing out. */
function changeDesk(state: PageState, change: (desk: Desk) => Partial<Desk>): PageState {
  if (!meOf(state) || !state.desk) return state;
  return { ...state, desk: { ...state.desk, ...change(state.desk) } };
}

function put<T>(items: readonly T[], item: T, id: (item: T) => string): readonly T[] {
  const known = items.some((other) => id(other) === id(item));
  return known ? items.map((other) => (id(other) === id(item) ? item : other)) : [...items, item];
}
