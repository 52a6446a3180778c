import { type Reducers, without } from './reducers.ts';
import { withoutOldNews } from './reduce-page.ts';
import type { Line, PageState } from './state.ts';

/** This page's own telephone, as the Voice SDK tells it. */
export const lineReducers: Reducers<
  | 'LineChanged'
  | 'LineOpened'
  | 'ActiveChanged'
  | 'QualityRecovered'
  | 'RingingStopped'
  | 'LineClosed'
  | 'LineLost'
  | 'LossSettled'
> = {
  LineChanged: (state, event) => withoutOldNews(withLine(state, { ...state.line, ...event.line })),
  LineOpened: (state, { active }) => {
    const line = { ...without(without(state.line, 'incoming'), 'lost'), active, elsewhere: false };
    return { ...withLine(state, line), dialog: { kind: 'none' } };
  },
  ActiveChanged: (state, event) => {
    const { active } = state.line;
    return withLine(state, active ? { ...state.line, active: { ...active, ...event.active } } : state.line);
  },
  QualityRecovered: (state) => {
    const { active } = state.line;
    return withLine(state, active ? { ...state.line, active: without(active, 'quality') } : state.line);
  },
  RingingStopped: (state) => withLine(state, without(state.line, 'incoming')),
  LineClosed: (state) => withLine(state, withoutCalls(state.line)),
  LineLost: (state) => withLine(state, lostLine(state.line)),
  LossSettled: (state) => withLine(state, without(state.line, 'lost')),
};

/**
 * Answering and rejoining are over as soon as the line is open or has stopped ringing. The Voice SDK knows that best.
 */
function withLine(state: PageState, line: Line): PageState {
  const changed = { ...state, line };
  if (line.incoming || line.active?.state === 'connecting') return changed;
  const pending = state.pending.filter(({ kind }) => kind !== 'answer');
  return { ...changed, pending, dialog: state.dialog.kind === 'decline' ? { kind: 'none' } : state.dialog };
}

/** A call that was never connected is over, and not lost. */
function lostLine(line: Line): Line {
  const { active } = line;
  if (!active || active.state === 'connecting') return withoutCalls(line);
  return { ...withoutCalls(line), lost: { call: active.call, muted: active.muted } };
}

function withoutCalls(line: Line): Line {
  return without(without(line, 'incoming'), 'active');
}
