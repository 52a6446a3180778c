import type { Call } from '../../core/call.ts';
import { legOf, wasMuted } from '../model/parties.ts';
import type { ActionRequest, PendingAction } from '../model/state.ts';
import { meOf } from '../model/state.ts';
import { ApiError, type Ask } from '../wire/api.ts';
import type { CallDeeds } from './deeds.ts';
import type { Links } from './links.ts';
import type { Store } from './store.ts';

interface Parts {
  readonly ask: Ask;
  readonly store: Store;
  readonly links: Links;
}

type Act = (action: ActionRequest, path: string, body?: object) => Promise<boolean>;

/** What the agent does with the call: shown at once, corrected by what the service and the line say. */
export function createCallDeeds(parts: Parts): CallDeeds {
  const act = createAct(parts);
  const { store, links } = parts;
  const simple = (kind: 'complete' | 'cancel' | 'swap' | 'merge') => async () => {
    await act({ kind }, `transfer/${kind}`);
  };
  return {
    ...partyDeeds(parts, act),
    ...ringingDeeds(parts, act),
    complete: simple('complete'),
    cancel: simple('cancel'),
    swap: simple('swap'),
    merge: simple('merge'),
    async transfer(how, target, name, note) {
      store.tell({ type: 'DialogChanged', dialog: { kind: 'none' } });
      const words = note.trim() === '' ? {} : { note: note.trim() };
      await act({ kind: 'transfer', how, target, name, note }, 'transfer/start', {
        kind: how,
        target,
        ...words,
      });
    },
    async leave() {
      const party = myParty(store);
      if (party && (await act({ kind: 'remove', party }, 'call/remove', { party }))) links.phone()?.hangUp();
    },
    async end() {
      store.tell({ type: 'DialogChanged', dialog: { kind: 'none' } });
      if (await act({ kind: 'end' }, 'call/end')) links.phone()?.hangUp();
    },
  };
}

function partyDeeds(
  { store, links }: Parts,
  act: Act,
): Pick<CallDeeds, 'mute' | 'hold' | 'remove' | 'sendDigit'> {
  return {
    async mute(party, on) {
      if (party === myParty(store)) links.phone()?.mute(on);
      await act({ kind: 'mute', party, on }, 'call/mute', { party, on });
    },
    async hold(party, on) {
      await act({ kind: 'hold', party, on }, 'call/hold', { party, on });
    },
    async remove(party) {
      await act({ kind: 'remove', party }, 'call/remove', { party });
    },
    sendDigit(digit) {
      links.phone()?.sendDigits(digit);
      const { dialog } = store.state();
      if (dialog.kind === 'keypad') {
        store.tell({ type: 'DialogChanged', dialog: { kind: 'keypad', digits: dialog.digits + digit } });
      }
    },
  };
}

function ringingDeeds({ store, links }: Parts, act: Act): Pick<CallDeeds, 'answer' | 'decline' | 'rejoin'> {
  return {
    answer() {
      const key = newKey();
      store.tell({ type: 'ActionAsked', action: { key, kind: 'answer' } });
      const { call } = store.state();
      links.phone()?.answer(call !== undefined && wasMuted(call, meOf(store.state())?.id ?? ''));
    },
    async decline(reason) {
      store.tell({ type: 'DialogChanged', dialog: { kind: 'none' } });
      // Rejected without a word of it, the call would be taken for one that rang at a page being closed.
      if (await act({ kind: 'decline', reason }, 'call/decline', reason === '' ? {} : { reason }))
        links.phone()?.reject();
    },
    async rejoin() {
      const call = store.state().call;
      if (!call) return;
      const key = newKey();
      store.tell({ type: 'ActionAsked', action: { key, kind: 'rejoin' } });
      try {
        await (await links.phoneWhenOpen()).rejoin(call.id, wasMuted(call, meOf(store.state())?.id ?? ''));
        store.tell({ type: 'ActionAnswered', key });
      } catch {
        store.tell({ type: 'ActionFailed', key, notice: { tone: 'problem', word: 'error.rejoin' } });
      }
    },
  };
}

/** Asks the service for one thing. Answers whether it was done; a failure is told on the page. */
function createAct({ ask, store }: Parts): Act {
  return async (action, path, body = {}) => {
    const call = store.state().call?.id ?? store.state().line.incoming?.call;
    if (!call) return false;
    const key = newKey();
    store.tell({ type: 'ActionAsked', action: { ...action, key } as PendingAction });
    try {
      const answer = await ask<{ call: Call }>(path, { call, key, ...body });
      store.tell({ type: 'ActionAnswered', key, call: answer.call });
      return true;
    } catch (error) {
      const word = error instanceof ApiError ? error.word : 'error.unknown';
      store.tell({ type: 'ActionFailed', key, notice: { tone: 'problem', word } });
      return false;
    }
  };
}

function myParty(store: Store): string | undefined {
  const { call } = store.state();
  const me = meOf(store.state());
  return call && me ? legOf(call, me.id)?.id : undefined;
}

function newKey(): string {
  return crypto.randomUUID();
}
