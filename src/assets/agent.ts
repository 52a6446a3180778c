import './styles/all.css';
import { h, render } from 'preact';
import type { Language } from '../core/model/ids.ts';
import { createFocusKeeper } from './browser/focus-keeper.ts';
import { createMeters } from './browser/level-meters.ts';
import { loadChoice, loadDrafts, saveChoice, saveDrafts } from './browser/storage.ts';
import { createSounds } from './browser/ringtone.ts';
import { createCallActions } from './actions/call.ts';
import type { Actions } from './actions/actions.ts';
import { watchKeys } from './actions/shortcuts.ts';
import { createSessionConnections } from './connections/session-connections.ts';
import { createHistoryActions } from './actions/history.ts';
import { rejoinAfterLoss } from './actions/rejoin-after-loss.ts';
import { startEffects } from './actions/effects.ts';
import { createSessionActions } from './actions/session.ts';
import { createSoundActions } from './actions/sound.ts';
import { stayAvailable } from './actions/stay-available.ts';
import { createStore } from './state/store.ts';
import { initialState, type Me } from './state/state.ts';
import { App } from './views/app.tsx';
import { createApi } from './connections/api.ts';
import { joinOtherWindows } from './browser/other-windows.ts';
import { watchVersion } from './browser/version.ts';
import { chooseLanguage, speak } from './words/words.ts';

const root = document.getElementById('page') as HTMLElement;
const voice = document.getElementById('announcements') as HTMLElement;
const store = createStore({ ...initialState(Date.now()), drafts: loadDrafts() });
const { dispatch, state } = store;
const sounds = createSounds();
const meters = createMeters(root);
const keepFocus = createFocusKeeper(root);

let language: Language = chooseLanguage(loadChoice('language'), navigator.languages);
let say = speak(language);
/** How far the service's clock is ahead of this computer's, in milliseconds. */
let ahead = 0;

const ask = createApi({
  fetch: (...request) => fetch(...request),
  sessionEnded: () => dispatch({ type: 'SessionEnded' }),
  clock: (serverTime) => {
    const difference = serverTime - Date.now();
    ahead = Math.abs(difference) > 2000 ? difference : 0;
  },
});
const connections = createSessionConnections({
  ask,
  store,
  volume: (mine, theirs) => {
    meters.show('mine', mine);
    meters.show('theirs', theirs);
  },
});
const soundActions = createSoundActions({ store, connections, sounds, meters });
const historyActions = createHistoryActions({ ask, store });
const actions: Actions = {
  ...soundActions,
  ...createSessionActions({ ask, store, connections, microphone: soundActions, history: historyActions }),
  ...createCallActions({ ask, store, connections }),
  ...historyActions,
  open: (dialog) => dispatch({ type: 'DialogChanged', dialog }),
  dismissNotice: () => dispatch({ type: 'NoticeDismissed' }),
  forgetAttempt: () => dispatch({ type: 'AttemptForgotten' }),
  reload: () => location.reload(),
  chooseLanguage(chosen) {
    saveChoice('language', chosen);
    language = chosen;
    say = speak(chosen);
    draw();
  },
};

function draw(): void {
  document.documentElement.lang = language;
  keepFocus(() => render(h(App, { view: { state: state(), actions, say, language } }), root));
}

function watchBrowser(): void {
  const online = (): void =>
    dispatch({ type: 'ConnectionChanged', connection: { online: navigator.onLine } });
  window.addEventListener('online', online);
  window.addEventListener('offline', online);
  online();
  setInterval(() => dispatch({ type: 'ClockTicked', now: Date.now() + ahead }), 1000);
  watchVersion(() => dispatch({ type: 'ConnectionChanged', connection: { outdated: true } }));
  watchKeys(store, actions);
}

function sayWhetherSoundIsOff(): void {
  if (!sounds.allowed()) dispatch({ type: 'ConnectionChanged', connection: { sound: 'blocked' } });
}

async function startPage(): Promise<void> {
  try {
    const { agent } = await ask<{ agent: Me }>('session/current');
    dispatch({ type: 'SignedIn', me: agent });
    await connections.open(agent).finally(sayWhetherSoundIsOff);
  } catch {
    if (state().session.kind === 'unknown') dispatch({ type: 'SignedOut' });
  }
}

const windows = joinOtherWindows(
  () => state().line.active?.call,
  (call) => dispatch({ type: 'LineChanged', line: { elsewhere: call !== undefined } }),
);
// Assets have no headers that could forbid frames. So this page stays empty in a frame of another page, and that page
// cannot steal a click.
if (window.top === window.self) {
  store.subscribe(draw);
  store.subscribe((state, before) => {
    if (state.drafts !== before.drafts) saveDrafts(state.drafts);
  });
  stayAvailable({ ask, store });
  rejoinAfterLoss({ store, connections, rejoin: actions.rejoin });
  startEffects({ store, sounds, windows, say: () => say, announce: (text) => (voice.textContent = text) });
  watchBrowser();
  draw();
  void startPage();
}
