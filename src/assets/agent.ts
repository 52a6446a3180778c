import './styles/all.css';
import { h, render } from 'preact';
import { createFocusKeeper } from './browser/focus-keeper.ts';
import { createMeters } from './browser/level-meters.ts';
import { createServerClock, type ServerClock } from './browser/server-clock.ts';
import { loadChoice, loadDrafts, saveChoice, saveDrafts } from './browser/storage.ts';
import { createSounds } from './browser/ringtone.ts';
import { createCallActions } from './actions/call.ts';
import type { Actions } from './actions/actions.ts';
import type { PageContext } from './actions/page-context.ts';
import { watchKeys } from './actions/shortcuts.ts';
import { createSessionConnections } from './connections/session-connections.ts';
import { createHistoryActions } from './actions/history.ts';
import { rejoinAfterLoss } from './actions/rejoin-after-loss.ts';
import { startEffects } from './actions/effects.ts';
import { watchIdleness } from './actions/idle.ts';
import { openDialog } from './actions/lead-to-sign-in.ts';
import { createSessionActions } from './actions/session.ts';
import { createSoundActions } from './actions/sound.ts';
import { stayAvailable } from './actions/stay-available.ts';
import { createStore, type Store } from './state/store.ts';
import { initialState, type Me, type PageState } from './state/state.ts';
import { App } from './views/app.tsx';
import { createApi } from './connections/api.ts';
import { joinOtherWindows } from './browser/other-windows.ts';
import { watchVersion } from './browser/version.ts';
import { chooseLanguage, speak } from './words/words.ts';

/** Makes the page's parts, connects them, and draws into `root` from then on. */
function bootstrap(root: HTMLElement, announcements: HTMLElement): void {
  const clock = createServerClock();
  const context = createContext(root, clock);
  const { store } = context;
  let language = chooseLanguage(loadChoice('language'), navigator.languages);
  const keepFocus = createFocusKeeper(root);
  const draw = (): void => {
    document.documentElement.lang = language;
    const view = { state: store.state(), actions, say: speak(language), language };
    keepFocus(() => render(h(App, { view }), root));
  };
  const actions = createActions(context, (chosen) => {
    saveChoice('language', chosen);
    language = chosen;
    draw();
  });
  store.subscribe(draw);
  startWatchers(context, actions);
  startEffects({
    ...context,
    say: () => speak(language),
    announce: (text) => (announcements.textContent = text),
  });
  watchBrowser(store, clock);
  watchKeys(store, actions);
  draw();
  void resumeSession(context);
}

function createContext(root: HTMLElement, clock: ServerClock): PageContext {
  const store = createStore(withChoices({ ...initialState(Date.now()), drafts: loadDrafts() }));
  const { dispatch, state } = store;
  const meters = createMeters(root);
  const ask = createApi({
    fetch: (...request) => fetch(...request),
    sessionEnded: () => dispatch({ type: 'SessionEnded' }),
    clock: clock.heard,
  });
  const volume = (mine: number, theirs: number): void => {
    meters.show('mine', mine);
    meters.show('theirs', theirs);
  };
  const windows = joinOtherWindows(
    () => state().line.active?.call,
    (call) => dispatch({ type: 'LineChanged', line: { elsewhere: call !== undefined } }),
  );
  const connections = createSessionConnections({ ask, store, volume });
  return { ask, store, connections, sounds: createSounds(), meters, windows };
}

/** The devices that the agent chose on this computer. */
function withChoices(state: PageState): PageState {
  const [input, output] = [loadChoice('input'), loadChoice('output')];
  const microphone = { ...state.microphone, ...(input && { input }), ...(output && { output }) };
  return { ...state, microphone };
}

function createActions(context: PageContext, chooseLanguage: Actions['chooseLanguage']): Actions {
  const { dispatch } = context.store;
  const microphone = createSoundActions(context);
  const history = createHistoryActions(context);
  const session = createSessionActions({ ...context, microphone, history });
  return {
    ...microphone,
    ...session,
    stay: watchIdleness(context, session.signOut),
    ...createCallActions(context),
    ...history,
    open: (dialog) => openDialog(context.store, dialog),
    dismissNotice: () => dispatch({ type: 'NoticeDismissed' }),
    forgetAttempt: () => dispatch({ type: 'AttemptForgotten' }),
    reload: () => location.reload(),
    chooseLanguage,
  };
}

function startWatchers(context: PageContext, { rejoin }: Actions): void {
  context.store.subscribe((state, before) => {
    if (state.drafts !== before.drafts) saveDrafts(state.drafts);
  });
  stayAvailable(context);
  rejoinAfterLoss({ ...context, rejoin });
}

function watchBrowser({ dispatch }: Store, clock: ServerClock): void {
  const online = (): void =>
    dispatch({ type: 'ConnectionChanged', connection: { online: navigator.onLine } });
  window.addEventListener('online', online);
  window.addEventListener('offline', online);
  online();
  setInterval(() => dispatch({ type: 'ClockTicked', now: clock.now() }), 1000);
  watchVersion(() => dispatch({ type: 'ConnectionChanged', connection: { outdated: true } }));
}

/** An agent who is still signed in goes on where they were. */
async function resumeSession({ ask, store, connections, sounds }: PageContext): Promise<void> {
  const { dispatch, state } = store;
  const sayWhetherSoundIsOff = (): void => {
    if (!sounds.allowed()) dispatch({ type: 'ConnectionChanged', connection: { sound: 'blocked' } });
  };
  try {
    const { agent } = await ask<{ agent: Me }>('session/current');
    dispatch({ type: 'SignedIn', me: agent });
    await connections.open(agent).finally(sayWhetherSoundIsOff);
  } catch {
    if (state().session.kind === 'unknown') dispatch({ type: 'SignedOut' });
  }
}

// Assets have no headers that could forbid other pages to frame this one. So it stays empty there, and no click is led
// astray.
if (window.top === window.self) {
  const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
  bootstrap(byId('page'), byId('announcements'));
}
