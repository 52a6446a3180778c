import type { Call } from '../../core/model/call.ts';
import type { CallSid } from '../../core/model/ids.ts';
import { attemptAsked, attemptUnderWay } from './attempt.ts';
import type { PageEvent } from './page-event.ts';
import { withKnownCall } from '../selectors/line-call.ts';
import { draftOf } from './drafts.ts';
import type { Draft, Desk, Dialog, Line, Notice, PageState, PendingAction } from './state.ts';
import { initialState, meOf } from './state.ts';

/** The page's state after an event. Pure: the clock comes in with `ClockTicked`. */
export function reduce(state: PageState, event: PageEvent): PageState {
  return withKnownCall(reduceHappening(state, event));
}

function reduceHappening(state: PageState, event: PageEvent): PageState {
  switch (event.type) {
    case 'ClockTicked':
      return { ...state, now: event.now };
    case 'SigningIn':
    case 'SignedIn':
    case 'SignInRefused':
    case 'SignedOut':
    case 'SessionEnded':
      return reduceSession(state, event);
    case 'DeskLoaded':
    case 'AgentUpdated':
    case 'AgentGone':
    case 'WaitingUpdated':
    case 'WaitingGone':
      return reduceDesk(state, event);
    case 'CallUpdated':
      return callUpdated(state, event.call);
    case 'CallClosed':
      return closeCall(state);
    case 'ActionAsked':
    case 'ActionAnswered':
    case 'ActionFailed':
      return reduceAction(state, event);
    case 'LineChanged':
    case 'LineOpened':
    case 'ActiveChanged':
    case 'QualityRecovered':
    case 'RingingStopped':
    case 'LineClosed':
    case 'LineLost':
    case 'LossSettled':
      return settleLine({ ...state, line: reduceLine(state.line, event) });
    default:
      return reducePage(state, event);
  }
}

function reducePage(
  state: PageState,
  event: EventOf<
    | 'MicrophoneChanged'
    | 'ConnectionChanged'
    | 'DraftChanged'
    | 'HistoryLoaded'
    | 'AttemptForgotten'
    | 'DialogChanged'
    | 'Noticed'
    | 'NoticeDismissed'
  >,
): PageState {
  switch (event.type) {
    case 'MicrophoneChanged':
      return { ...state, microphone: { ...state.microphone, ...event.microphone } };
    case 'ConnectionChanged':
      return { ...state, connection: { ...state.connection, ...event.connection } };
    case 'DraftChanged':
      return withDraft(state, event.call, event.draft);
    case 'HistoryLoaded':
      return { ...state, history: { ...state.history, ...event.history } };
    case 'AttemptForgotten':
      return without(state, 'attempt');
    case 'DialogChanged':
      return { ...state, dialog: event.dialog };
    case 'Noticed':
      return { ...state, notice: event.notice };
    case 'NoticeDismissed':
      return without(state, 'notice');
  }
}

/** Any change makes a draft unsaved again, unless the change says otherwise. */
function withDraft(state: PageState, call: CallSid, change: Partial<Draft>): PageState {
  const draft: Draft = { ...draftOf(state, call), state: 'open', ...change };
  return { ...state, drafts: { ...state.drafts, [call]: draft } };
}

type EventOf<T extends PageEvent['type']> = Extract<PageEvent, { type: T }>;

function reduceSession(
  state: PageState,
  event: EventOf<'SigningIn' | 'SignedIn' | 'SignInRefused' | 'SignedOut' | 'SessionEnded'>,
): PageState {
  const me = meOf(state);
  switch (event.type) {
    case 'SigningIn':
      return {
        ...state,
        session: me ? { kind: 'expired', me, busy: true } : { kind: 'signed-out', busy: true },
      };
    case 'SignInRefused': {
      const failed = { busy: false, error: event.word };
      return {
        ...state,
        session: me ? { kind: 'expired', me, ...failed } : { kind: 'signed-out', ...failed },
      };
    }
    case 'SignedIn':
      return { ...without(state, 'notice'), session: { kind: 'signed-in', me: event.me } };
    case 'SignedOut':
      return {
        ...initialState(state.now),
        connection: { ...state.connection, sync: 'connecting' },
        microphone: state.microphone,
        session: { kind: 'signed-out', busy: false },
      };
    case 'SessionEnded':
      return {
        ...state,
        session: me ? { kind: 'expired', me, busy: false } : { kind: 'signed-out', busy: false },
      };
  }
}

function reduceDesk(
  state: PageState,
  event: EventOf<'DeskLoaded' | 'AgentUpdated' | 'AgentGone' | 'WaitingUpdated' | 'WaitingGone'>,
): PageState {
  // Requests from before the sign-out are not for the agent who signs in next.
  if (!meOf(state)) return state;
  if (event.type === 'DeskLoaded') {
    const told = { ...state, desk: event.desk };
    return event.call ? callUpdated(told, event.call) : told;
  }
  if (!state.desk) return state;
  return { ...state, desk: changeDesk(state.desk, event) };
}

function changeDesk(
  desk: Desk,
  event: EventOf<'AgentUpdated' | 'AgentGone' | 'WaitingUpdated' | 'WaitingGone'>,
): Desk {
  switch (event.type) {
    case 'AgentUpdated':
      return { ...desk, agents: put(desk.agents, event.agent, (agent) => agent.id) };
    case 'AgentGone':
      return { ...desk, agents: desk.agents.filter((agent) => agent.id !== event.id) };
    case 'WaitingUpdated':
      return { ...desk, waiting: put(desk.waiting, event.entry, (entry) => entry.call) };
    case 'WaitingGone':
      return { ...desk, waiting: desk.waiting.filter((entry) => entry.call !== event.call) };
  }
}

function put<T>(items: readonly T[], item: T, id: (item: T) => string): readonly T[] {
  const known = items.some((other) => id(other) === id(item));
  return known ? items.map((other) => (id(other) === id(item) ? item : other)) : [...items, item];
}

/** Takes the received call as the truth. Confirmed actions are no longer pending, and new holds get their time. */
function callUpdated(state: PageState, call: Call): PageState {
  if (!meOf(state)) return state;
  const same = state.call?.id === call.id;
  if (same && state.call?.phase === 'ended' && call.phase !== 'ended') return state;
  const held = heldParties(call).map((party) => [
    party,
    (same ? state.heldSince[party] : undefined) ?? (same ? state.now : call.phaseSince),
  ]);
  const attempt = attemptUnderWay(call, meOf(state)?.id ?? '');
  return {
    ...state,
    call,
    ...(attempt && { attempt }),
    heldSince: Object.fromEntries(held),
    pending: state.pending.filter((action) => !call.handledKeys.includes(action.key)),
  };
}

function heldParties(call: Call): string[] {
  const legs = call.legs.filter((leg) => leg.held).map((leg) => leg.id);
  return call.customer.hold ? ['customer', ...legs] : legs;
}

function closeCall(state: PageState): PageState {
  const dialog: Dialog = outlivesCall(state.dialog) ? state.dialog : { kind: 'none' };
  return { ...without(state, 'call'), heldSince: {}, pending: [], dialog };
}

function outlivesCall({ kind }: Dialog): boolean {
  return kind === 'sound' || kind === 'record';
}

function reduceAction(
  state: PageState,
  event: EventOf<'ActionAsked' | 'ActionAnswered' | 'ActionFailed'>,
): PageState {
  switch (event.type) {
    case 'ActionAsked':
      return actionAsked(state, event.action);
    case 'ActionAnswered':
      return answered(state, event.key, event.call);
    case 'ActionFailed':
      return fail(state, event.key, event.notice);
  }
}

function actionAsked(state: PageState, action: PendingAction): PageState {
  const attempt = attemptAsked(state, action);
  const pending = [...state.pending, action];
  return { ...without(state, 'notice'), pending, ...(attempt && { attempt }) };
}

/** The page shows a refused transfer where it offers the next one. It shows all other failures at the top. */
function fail(state: PageState, key: string, notice: Notice): PageState {
  const isTransfer = state.pending.some((action) => action.key === key && action.kind === 'transfer');
  const failed = { ...state, pending: dropKey(state.pending, key) };
  if (!isTransfer || !state.attempt) return { ...failed, notice };
  return { ...failed, attempt: { ...state.attempt, refused: notice.word } };
}

/**
 * An answer that is older than what came from Sync meanwhile is not taken. A call that knows the key is at least as
 * new.
 */
function answered(state: PageState, key: string, call: Call | undefined): PageState {
  const known = state.call?.handledKeys.includes(key) === true;
  const told = call && call.id === (state.call?.id ?? call.id) && !known ? callUpdated(state, call) : state;
  return { ...told, pending: dropKey(told.pending, key) };
}

function dropKey(pending: readonly PendingAction[], key: string): readonly PendingAction[] {
  return pending.filter((action) => action.key !== key);
}

/**
 * Answering and rejoining are over as soon as the line is open or has stopped ringing. For these the Voice SDK has the
 * truth.
 */
function settleLine(state: PageState): PageState {
  if (state.line.incoming || state.line.active?.state === 'connecting') return state;
  const pending = state.pending.filter(({ kind }) => kind !== 'answer');
  return { ...state, pending, dialog: state.dialog.kind === 'decline' ? { kind: 'none' } : state.dialog };
}

function reduceLine(
  line: Line,
  event: EventOf<
    | 'LineChanged'
    | 'LineOpened'
    | 'ActiveChanged'
    | 'QualityRecovered'
    | 'RingingStopped'
    | 'LineClosed'
    | 'LineLost'
    | 'LossSettled'
  >,
): Line {
  switch (event.type) {
    case 'LineChanged':
      return { ...line, ...event.line };
    case 'LineOpened':
      return { ...without(without(line, 'incoming'), 'lost'), active: event.active, elsewhere: false };
    case 'ActiveChanged':
      return line.active ? { ...line, active: { ...line.active, ...event.active } } : line;
    case 'QualityRecovered':
      return line.active ? { ...line, active: without(line.active, 'quality') } : line;
    case 'RingingStopped':
      return without(line, 'incoming');
    case 'LineClosed':
      return withoutCalls(line);
    case 'LineLost':
      return line.active && line.active.state !== 'connecting'
        ? { ...withoutCalls(line), lost: { call: line.active.call, muted: line.active.muted } }
        : withoutCalls(line);
    case 'LossSettled':
      return without(line, 'lost');
  }
}

function withoutCalls(line: Line): Line {
  return without(without(line, 'incoming'), 'active');
}

function without<T extends object>(value: T, key: keyof T): T {
  const { [key]: _gone, ...rest } = value;
  return rest as T;
}
