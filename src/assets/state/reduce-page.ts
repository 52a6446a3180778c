import type { CallSid } from '../../core/model/ids.ts';
import { draftOf } from './drafts.ts';
import { type Reducers, without } from './reducers.ts';
import type { Draft, PageState } from './state.ts';

/** What concerns this page alone: its clock, dialogs, drafts, and what it looks back on. */
export const pageReducers: Reducers<
  | 'ClockTicked'
  | 'MicrophoneChanged'
  | 'ConnectionChanged'
  | 'DraftChanged'
  | 'HistoryLoaded'
  | 'AttemptForgotten'
  | 'DialogChanged'
  | 'Noticed'
  | 'NoticeDismissed'
  | 'IdlenessChanged'
> = {
  ClockTicked: (state, { now }) => ({ ...state, now }),
  MicrophoneChanged: (state, event) => ({
    ...state,
    microphone: { ...state.microphone, ...event.microphone },
  }),
  ConnectionChanged: (state, event) => ({
    ...state,
    connection: { ...state.connection, ...event.connection },
  }),
  DraftChanged: (state, { call, draft }) => withDraft(state, call, draft),
  HistoryLoaded: (state, event) => ({ ...state, history: { ...state.history, ...event.history } }),
  AttemptForgotten: (state) => without(state, 'attempt'),
  DialogChanged: (state, { dialog }) => ({ ...state, dialog }),
  Noticed: (state, { notice }) => ({ ...state, notice }),
  NoticeDismissed: (state) => without(state, 'notice'),
  IdlenessChanged: (state, { until }) =>
    until === undefined ? without(state, 'idleUntil') : { ...state, idleUntil: until },
};

/** Whatever is changed in a draft makes it unsaved again, unless the change says otherwise. */
function withDraft(state: PageState, call: CallSid, change: Partial<Draft>): PageState {
  const draft: Draft = { ...draftOf(state, call), state: 'open', ...change };
  return { ...state, drafts: { ...state.drafts, [call]: draft } };
}
