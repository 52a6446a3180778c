import { fromStored, type StoredCall } from '../../core/record/stored-call.ts';
import { wasMuted } from '../../core/model/legs.ts';
import { agentLeg } from '../../core/model/legs.ts';
import type { ActionRequest, PendingAction } from '../state/state.ts';
import { isSessionOverInCall, meOf } from '../state/state.ts';
import { wordOf } from '../connections/api.ts';
import type { CallActions } from './actions.ts';
import { leadToSignIn } from './lead-to-sign-in.ts';
import type { PageContext } from './page-context.ts';
import type { Store } from '../state/store.ts';

type CallContext = Pick<PageContext, 'ask' | 'store' | 'connections'>;

type Act = (action: ActionRequest, path: string, body?: object) => Promise<boolean>;

/** The agent's clicks on a call. The page shows each at once. The service's answer and the line correct it. */
export function createCallActions(context: CallContext): CallActions {
  const act = createAct(context);
  const { store, connections } = context;
  const simple = (kind: 'complete' | 'cancel' | 'swap' | 'merge') => async () => {
    await act({ kind }, `transfer/${kind}`);
  };
  return {
    ...partyActions(context, act),
    ...ringingActions(context, act),
    complete: simple('complete'),
    cancel: simple('cancel'),
    swap: simple('swap'),
    merge: simple('merge'),
    async transfer(how, target, name, note) {
      store.dispatch({ type: 'DialogChanged', dialog: { kind: 'none' } });
      const words = note.trim() === '' ? {} : { note: note.trim() };
      await act({ kind: 'transfer', how, target, name, note }, 'transfer/start', {
        kind: how,
        target,
        ...words,
      });
    },
    async leave() {
      const party = myParty(store);
      if (party && (await act({ kind: 'remove', party }, 'call/remove', { party })))
        connections.phone()?.hangUp();
    },
    async end() {
      store.dispatch({ type: 'DialogChanged', dialog: { kind: 'none' } });
      if (await act({ kind: 'end' }, 'call/end')) connections.phone()?.hangUp();
    },
  };
}

function partyActions(
  { store, connections }: CallContext,
  act: Act,
): Pick<CallActions, 'mute' | 'hold' | 'remove' | 'sendDigit'> {
  return {
    async mute(party, on) {
      const isOwn = party === myParty(store);
      if (isOwn) connections.phone()?.mute(on);
      if (isOwn && isSessionOverInCall(store.state())) return;
      await act({ kind: 'mute', party, on }, 'call/mute', { party, on });
    },
    async hold(party, on) {
      await act({ kind: 'hold', party, on }, 'call/hold', { party, on });
    },
    async remove(party) {
      await act({ kind: 'remove', party }, 'call/remove', { party });
    },
    sendDigit(digit) {
      connections.phone()?.sendDigits(digit);
      const { dialog } = store.state();
      if (dialog.kind === 'keypad') {
        store.dispatch({ type: 'DialogChanged', dialog: { kind: 'keypad', digits: dialog.digits + digit } });
      }
    },
  };
}

function ringingActions(
  { store, connections }: CallContext,
  act: Act,
): Pick<CallActions, 'answer' | 'decline' | 'rejoin'> {
  return {
    answer() {
      const key = newKey();
      store.dispatch({ type: 'ActionAsked', action: { key, kind: 'answer' } });
      connections.phone()?.answer(comesBackMuted(store));
    },
    async decline(reason) {
      store.dispatch({ type: 'DialogChanged', dialog: { kind: 'none' } });
      // If the page only rejected the call, the service would take it for one that rang at a closing page.
      if (await act({ kind: 'decline', reason }, 'call/decline', reason === '' ? {} : { reason }))
        connections.phone()?.reject();
    },
    async rejoin() {
      const call = store.state().call;
      if (!call) return;
      const key = newKey();
      store.dispatch({ type: 'ActionAsked', action: { key, kind: 'rejoin' } });
      try {
        await (await connections.phoneWhenOpen()).rejoin(call.id, comesBackMuted(store));
        store.dispatch({ type: 'ActionAnswered', key });
      } catch {
        store.dispatch({ type: 'ActionFailed', key, notice: { tone: 'problem', word: 'error.rejoin' } });
      }
    },
  };
}

/** Asks the service for one thing. Returns whether it was done. The page shows a failure. */
function createAct({ ask, store }: CallContext): Act {
  return async (action, path, body = {}) => {
    const call = store.state().call?.id ?? store.state().line.incoming?.call;
    if (!call || leadToSignIn(store)) return false;
    const key = newKey();
    store.dispatch({ type: 'ActionAsked', action: { ...action, key } as PendingAction });
    try {
      const { call: after } = await ask<{ call?: StoredCall }>(path, { call, key, ...body });
      store.dispatch({ type: 'ActionAnswered', key, ...(after && { call: fromStored(after) }) });
      return true;
    } catch (error) {
      store.dispatch({ type: 'ActionFailed', key, notice: { tone: 'problem', word: wordOf(error) } });
      return false;
    }
  };
}

/** An agent who was muted comes back muted. */
function comesBackMuted(store: Store): boolean {
  const { line, call } = store.state();
  return line.lost?.muted ?? (call !== undefined && wasMuted(call, meOf(store.state())?.id ?? ''));
}

function myParty(store: Store): string | undefined {
  const { call } = store.state();
  const me = meOf(store.state());
  return call && me ? agentLeg(call, me.id)?.id : undefined;
}

function newKey(): string {
  return crypto.randomUUID();
}
