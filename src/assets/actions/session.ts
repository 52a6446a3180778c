import type { CallSid } from '../../core/model/ids.ts';
import type { Me } from '../state/state.ts';
import { isUnsaved, unsavedCall, wrapUpCall } from '../selectors/history.ts';
import { draftOf } from '../state/drafts.ts';
import { screenOf } from '../selectors/screen.ts';
import { saveChoice } from '../browser/storage.ts';
import { askForNotifications } from '../browser/notification.ts';
import { RefusedError, wordOf } from '../connections/api.ts';
import type { Word } from '../words/words.ts';
import type { HistoryActions, SessionActions, SoundActions } from './actions.ts';
import type { PageContext } from './page-context.ts';

interface SessionContext extends Pick<PageContext, 'ask' | 'store' | 'connections'> {
  readonly microphone: Pick<SoundActions, 'checkMicrophone' | 'closeMicrophone' | 'unlockSound'>;
  readonly history: Pick<HistoryActions, 'saveWrapUp' | 'showCallHistory'>;
}

/** Signing in and out, and being available. */
export function createSessionActions(context: SessionContext): SessionActions {
  const { ask, store, connections } = context;
  const { dispatch, state } = store;
  const problem = (error: unknown): void =>
    dispatch({ type: 'Noticed', notice: { tone: 'problem', word: wordOf(error) } });
  const setPresence = createSetPresence(context, problem);
  return {
    signIn: createSignIn(context, problem),
    async signOut() {
      if (!(await nothingIsLost(context, unsavedCall(state())))) return;
      await ask('session/end').catch(() => undefined);
      endHere(context);
    },
    changePasscode: createChangePasscode(context),
    setPresence,
    async finishWrapUp(presence) {
      if (await nothingIsLost(context, wrapUpCall(state()))) await setPresence(presence);
    },
    async retryLine() {
      dispatch({ type: 'LineChanged', line: { device: 'registering' } });
      await connections.register();
    },
    retryToken: () => connections.renewToken(),
  };
}

function createSignIn(
  { ask, store: { dispatch, state }, connections }: SessionContext,
  problem: (error: unknown) => void,
): SessionActions['signIn'] {
  return async (agent, passcode, code) => {
    dispatch({ type: 'SigningIn' });
    try {
      const credentials = { agent, passcode, ...(code && { code }) };
      const { agent: me } = await ask<{ agent: Me }>('session/start', credentials);
      saveChoice('agent', me.id);
      dispatch({ type: 'SignedIn', me });
      await connections.open(me);
    } catch (error) {
      if (state().session.kind === 'signed-in') problem(error);
      else if (error instanceof RefusedError && error.code === 'code-needed') dispatch({ type: 'CodeAsked' });
      else dispatch({ type: 'SignInRefused', word: wordOf(error) });
    }
  };
}

function endHere({ store, connections, microphone }: SessionContext): void {
  connections.close();
  microphone.closeMicrophone();
  store.dispatch({ type: 'SignedOut' });
}

function createChangePasscode(context: SessionContext): SessionActions['changePasscode'] {
  const { ask, store } = context;
  const { dispatch, state } = store;
  const show = (dialog: { readonly busy: boolean; readonly error?: Word }): void =>
    dispatch({ type: 'DialogChanged', dialog: { kind: 'passcode', ...dialog } });
  return async (current, next) => {
    show({ busy: true });
    try {
      if (!(await nothingIsLost(context, unsavedCall(state()))))
        return show({ busy: false, error: 'passcode.notes' });
      await ask('session/passcode', { passcode: current, newPasscode: next });
      endHere(context);
      dispatch({ type: 'Noticed', notice: { tone: 'news', word: 'passcode.changed' } });
    } catch (error) {
      const isWrong = error instanceof RefusedError && error.code === 'wrong-passcode';
      show({ busy: false, error: isWrong ? 'passcode.wrong' : wordOf(error) });
    }
  };
}

function createSetPresence(
  context: SessionContext,
  problem: (error: unknown) => void,
): SessionActions['setPresence'] {
  const { ask, store, connections } = context;
  return async (presence) => {
    try {
      if (presence === 'available' && !(await getReady(context))) return;
      await ask('presence/set', { presence });
      if (store.state().connection.sync !== 'connected') await connections.refreshDesk();
    } catch (error) {
      problem(error);
    }
  };
}

/** Whether the notes are saved, or the agent goes on although the page has said that they are not. */
async function nothingIsLost(
  { store: { state }, history }: SessionContext,
  call: CallSid | undefined,
): Promise<boolean> {
  if (!call || !isUnsaved(state(), call)) return true;
  const before = draftOf(state(), call).state;
  if (await history.saveWrapUp(call)) return true;
  if (before === 'failed' || before === 'incomplete') return true;
  if (screenOf(state()) !== 'wrap-up') void history.showCallHistory(call);
  return false;
}

/** Being available means: sound may play, the microphone works, calls can ring here. */
async function getReady({ store: { state }, connections, microphone }: SessionContext): Promise<boolean> {
  askForNotifications();
  await microphone.unlockSound();
  if (state().microphone.state !== 'ready') await microphone.checkMicrophone();
  microphone.closeMicrophone();
  if (state().microphone.state !== 'ready') return false;
  if (state().line.device !== 'registered') await connections.register();
  return state().line.device === 'registered';
}
