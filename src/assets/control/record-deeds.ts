import type { CallSid } from '../../core/call.ts';
import type { RecentCall, TimelineEntry, WrapUp } from '../../core/history.ts';
import { type Draft, draftOf, type Voicemail } from '../model/records.ts';
import { screenOf } from '../model/screen.ts';
import type { PageState } from '../model/state.ts';
import { ApiError, type Ask } from '../wire/api.ts';
import type { RecordDeeds } from './deeds.ts';
import type { Store } from './store.ts';

interface Parts {
  readonly ask: Ask;
  readonly store: Store;
}

const everySeconds = 60;

/** Notes, wrap-up, calls to look back on, and messages to deal with. */
export function createRecordDeeds(parts: Parts): RecordDeeds {
  const refreshRecords = createRefresh(parts);
  const readTimeline = createReading(parts);
  refreshBetweenCalls(parts.store, refreshRecords);
  // A timeline that is shown tells of the wrap-up, too, once that is saved.
  const saved = async (call: CallSid): Promise<void> => {
    const isShown = parts.store.state().records.timelines[call] !== undefined;
    await Promise.all([refreshRecords(), isShown ? readTimeline(call) : undefined]);
  };
  return { ...writingDeeds(parts, saved), ...lookingDeeds(parts, readTimeline), refreshRecords };
}

function writingDeeds(
  { ask, store: { tell, state } }: Parts,
  isSaved: (call: CallSid) => Promise<void>,
): Pick<RecordDeeds, 'note' | 'choose' | 'saveWrapUp'> {
  const change = (call: CallSid, draft: Partial<Draft>): void => tell({ type: 'DraftChanged', call, draft });
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

function lookingDeeds(
  { ask, store: { tell, state } }: Parts,
  readTimeline: (call: CallSid) => Promise<void>,
): Pick<RecordDeeds, 'showRecord' | 'closeVoicemail'> {
  return {
    async showRecord(call) {
      tell({ type: 'DialogChanged', dialog: { kind: 'record', call } });
      await readTimeline(call);
    },
    async closeVoicemail(recording) {
      try {
        await ask('voicemails/close', { recording });
        const voicemails = state().records.voicemails.filter((one) => one.recording !== recording);
        tell({ type: 'RecordsTold', records: { voicemails } });
      } catch (error) {
        const word = error instanceof ApiError ? error.word : 'error.unknown';
        tell({ type: 'Noticed', notice: { tone: 'problem', word } });
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

function createReading({ ask, store: { tell, state } }: Parts): (call: CallSid) => Promise<void> {
  return async (call) => {
    const answer = await ask<{ entries: TimelineEntry[] }>('calls/timeline', { call }).catch(() => undefined);
    const { timelines } = state().records;
    const entries = answer?.entries ?? timelines[call] ?? [];
    tell({ type: 'RecordsTold', records: { timelines: { ...timelines, [call]: entries } } });
  };
}

function createRefresh({ ask, store: { tell } }: Parts): () => Promise<void> {
  return async () => {
    try {
      const [{ calls }, { voicemails }] = await Promise.all([
        ask<{ calls: RecentCall[] }>('calls/recent'),
        ask<{ voicemails: Voicemail[] }>('voicemails/list'),
      ]);
      tell({ type: 'RecordsTold', records: { recent: calls, voicemails, away: false } });
    } catch {
      tell({ type: 'RecordsTold', records: { away: true } });
    }
  };
}

/** Asks when the agent comes to a place where these are shown, and every minute that they stay there. */
function refreshBetweenCalls(store: Store, refresh: () => Promise<void>): void {
  store.watch((state, before) => {
    if (looksBack(state) && screenOf(state) !== screenOf(before)) void refresh();
  });
  setInterval(() => {
    if (looksBack(store.state()) && document.visibilityState === 'visible') void refresh();
  }, everySeconds * 1000);
}

function looksBack(state: PageState): boolean {
  const screen = screenOf(state);
  return state.session.kind === 'signed-in' && (screen === 'home' || screen === 'wrap-up');
}
