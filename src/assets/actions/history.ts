import type { CallSid } from '../../core/model/ids.ts';
import type { RecentCall, TimelineEntry, WrapUp } from '../../core/model/history.ts';
import { draftOf } from '../state/drafts.ts';
import type { Draft, ListedVoicemail, PageState } from '../state/state.ts';
import { screenOf } from '../selectors/screen.ts';
import { wordOf, type Ask } from '../connections/api.ts';
import type { HistoryActions } from './actions.ts';
import type { PageContext } from './page-context.ts';
import type { Store } from '../state/store.ts';

type HistoryContext = Pick<PageContext, 'ask' | 'store'>;

const HISTORY_SECONDS = 60;

/** Notes, wrap-up, calls to look back on, and messages to deal with. */
export function createHistoryActions(context: HistoryContext): HistoryActions {
  const refreshHistory = createHistoryRefresh(context);
  const readTimeline = createReading(context);
  refreshBetweenCalls(context.store, refreshHistory);
  // A timeline that is shown tells of the wrap-up, too, once that is saved.
  const saved = async (call: CallSid): Promise<void> => {
    const isShown = context.store.state().history.timelines[call] !== undefined;
    await Promise.all([refreshHistory(), isShown ? readTimeline(call) : undefined]);
  };
  return { ...writingActions(context, saved), ...readingActions(context, readTimeline), refreshHistory };
}

function writingActions(
  { ask, store: { dispatch, state } }: HistoryContext,
  isSaved: (call: CallSid) => Promise<void>,
): Pick<HistoryActions, 'note' | 'choose' | 'saveWrapUp'> {
  const change = (call: CallSid, draft: Partial<Draft>): void =>
    dispatch({ type: 'DraftChanged', call, draft });
  return {
    note: (call, note) => change(call, { note }),
    choose: (call, disposition) => change(call, { disposition }),
    async saveWrapUp(call) {
      const { note, disposition } = draftOf(state(), call);
      if (!disposition) {
        change(call, { state: 'incomplete' });
        return false;
      }
      change(call, { state: 'saving' });
      const saved = await save(ask, call, disposition, note.trim());
      const { drafts } = state();
      const same = drafts[call]?.note === note && drafts[call].disposition === disposition;
      if (same) change(call, { state: saved ? 'saved' : 'failed' });
      if (saved) void isSaved(call);
      return saved;
    },
  };
}

function readingActions(
  { ask, store: { dispatch, state } }: HistoryContext,
  readTimeline: (call: CallSid) => Promise<void>,
): Pick<HistoryActions, 'showCallHistory' | 'closeVoicemail'> {
  return {
    async showCallHistory(call) {
      dispatch({ type: 'DialogChanged', dialog: { kind: 'past-call', call } });
      await readTimeline(call);
    },
    async closeVoicemail(recording) {
      try {
        await ask('voicemails/close', { recording });
        const voicemails = state().history.voicemails.filter((one) => one.recording !== recording);
        dispatch({ type: 'HistoryLoaded', history: { voicemails } });
      } catch (error) {
        dispatch({ type: 'Noticed', notice: { tone: 'problem', word: wordOf(error) } });
      }
    },
  };
}

async function save(ask: Ask, call: string, disposition: string, note: string): Promise<boolean> {
  const words = note === '' ? {} : { note };
  return await ask<{ wrapUp: WrapUp }>('wrap-up/save', { call, disposition, ...words }).then(
    () => true,
    () => false,
  );
}

function createReading({
  ask,
  store: { dispatch, state },
}: HistoryContext): (call: CallSid) => Promise<void> {
  return async (call) => {
    const answer = await ask<{ entries: TimelineEntry[] }>('calls/timeline', { call }).catch(() => undefined);
    const { timelines } = state().history;
    const entries = answer?.entries ?? timelines[call] ?? [];
    dispatch({ type: 'HistoryLoaded', history: { timelines: { ...timelines, [call]: entries } } });
  };
}

function createHistoryRefresh({ ask, store: { dispatch } }: HistoryContext): () => Promise<void> {
  return async () => {
    try {
      const [{ calls }, { voicemails }] = await Promise.all([
        ask<{ calls: RecentCall[] }>('calls/recent'),
        ask<{ voicemails: ListedVoicemail[] }>('voicemails/list'),
      ]);
      dispatch({ type: 'HistoryLoaded', history: { recent: calls, voicemails, away: false } });
    } catch {
      dispatch({ type: 'HistoryLoaded', history: { away: true } });
    }
  };
}

/** Asks when the agent comes to a screen that shows these, and then every minute. */
function refreshBetweenCalls(store: Store, refresh: () => Promise<void>): void {
  store.subscribe((state, before) => {
    if (showsHistory(state) && screenOf(state) !== screenOf(before)) void refresh();
  });
  setInterval(() => {
    if (showsHistory(store.state()) && document.visibilityState === 'visible') void refresh();
  }, HISTORY_SECONDS * 1000);
}

function showsHistory(state: PageState): boolean {
  const screen = screenOf(state);
  return state.session.kind === 'signed-in' && (screen === 'home' || screen === 'wrap-up');
}
