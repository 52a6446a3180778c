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
  ClockTicked: (state, { now }) => withoutOldNews({ ...state, now }),
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
  Noticed: (state, { notice }) => ({ ...state, notice: { ...notice, at: state.now } }),
  NoticeDismissed: (state) => without(state, 'notice'),
  IdlenessChanged: (state, { until }) =>
    until === undefined ? without(state, 'idleUntil') : { ...state, idleUntil: until },
};

/** News have been read after so long, in milliseconds. */
const NEWS_MS = 8000;

/** News about the last call must not stand above the next one. Nobody should have to dismiss them each time. */
export function withoutOldNews(state: PageState): PageState {
  const { notice, now, line } = state;
  const isOver = notice?.tone === 'news' && (now - notice.at >= NEWS_MS || line.incoming !== undefined);
  return isOver ? without(state, 'notice') : state;
}

/** Whatever is changed in a draft makes it unsaved again, unless the change says otherwise. */
function withDraft(state: PageState, call: CallSid, change: Partial<Draft>): PageState {
  const draft: Draft = { ...draftOf(state, call), state: 'open', ...change };
  return { ...state, drafts: { ...state.drafts, [call]: draft } };
}
