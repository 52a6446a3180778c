import './styles/all.css';
import { h, render } from 'preact';
import type { Language } from '../core/call.ts';
import { createFocusKeeper } from './browser/focus-keeper.ts';
import { createMeters } from './browser/meters.ts';
import { recall, recallDrafts, remember, rememberDrafts } from './browser/remembered.ts';
import { createSounds } from './browser/ringtone.ts';
import { createCallDeeds } from './control/call-deeds.ts';
import type { Deeds } from './control/deeds.ts';
import { watchKeys } from './control/keys.ts';
import { createLinks } from './control/links.ts';
import { createRecordDeeds } from './control/record-deeds.ts';
import { rejoinAfterLoss } from './control/rejoin-after-loss.ts';
import { reactTo } from './control/reactions.ts';
import { createSessionDeeds } from './control/session-deeds.ts';
import { createSoundDeeds } from './control/sound-deeds.ts';
import { stayAvailable } from './control/stay-available.ts';
import { createStore } from './control/store.ts';
import { initialState, type Me } from './model/state.ts';
import { App } from './views/app.tsx';
import { createApi } from './wire/api.ts';
import { joinOtherWindows } from './wire/other-windows.ts';
import { watchVersion } from './wire/version.ts';
import { chooseLanguage, speak } from './words/words.ts';

const root = document.getElementById('page') as HTMLElement;
const voice = document.getElementById('announcements') as HTMLElement;
const store = createStore({ ...initialState(Date.now()), drafts: recallDrafts() });
const { tell, state } = store;
const sounds = createSounds();
const meters = createMeters(root);
const keepFocus = createFocusKeeper(root);

let language: Language = chooseLanguage(recall('language'), navigator.languages);
let say = speak(language);
/** How far the service's clock is ahead of this computer's, in milliseconds. */
let ahead = 0;

const ask = createApi({
  fetch: (...request) => fetch(...request),
  sessionEnded: () => tell({ type: 'SessionEnded' }),
  clock: (serverTime) => {
    const difference = serverTime - Date.now();
    ahead = Math.abs(difference) > 2000 ? difference : 0;
  },
});
const links = createLinks({
  ask,
  store,
  volume: (mine, theirs) => {
    meters.show('mine', mine);
    meters.show('theirs', theirs);
  },
});
const soundDeeds = createSoundDeeds({ store, links, sounds, meters });
const recordDeeds = createRecordDeeds({ ask, store });
const deeds: Deeds = {
  ...soundDeeds,
  ...createSessionDeeds({ ask, store, links, microphone: soundDeeds, records: recordDeeds }),
  ...createCallDeeds({ ask, store, links }),
  ...recordDeeds,
  open: (dialog) => tell({ type: 'DialogChanged', dialog }),
  dismissNotice: () => tell({ type: 'NoticeDismissed' }),
  forgetAttempt: () => tell({ type: 'AttemptForgotten' }),
  reload: () => location.reload(),
  chooseLanguage(chosen) {
    remember('language', chosen);
    language = chosen;
    say = speak(chosen);
    draw();
  },
};

function draw(): void {
  document.documentElement.lang = language;
  keepFocus(() => render(h(App, { view: { state: state(), deeds, say, language } }), root));
}

function watchBrowser(): void {
  const online = (): void => tell({ type: 'LinksChanged', links: { online: navigator.onLine } });
  window.addEventListener('online', online);
  window.addEventListener('offline', online);
  online();
  setInterval(() => tell({ type: 'ClockTicked', now: Date.now() + ahead }), 1000);
  watchVersion(() => tell({ type: 'LinksChanged', links: { outdated: true } }));
  watchKeys(store, deeds);
}

function sayWhetherSoundIsOff(): void {
  if (!sounds.allowed()) tell({ type: 'LinksChanged', links: { sound: 'blocked' } });
}

async function start(): Promise<void> {
  try {
    const { agent } = await ask<{ agent: Me }>('session/current');
    tell({ type: 'SignedIn', me: agent });
    await links.open(agent).finally(sayWhetherSoundIsOff);
  } catch {
    if (state().session.kind === 'unknown') tell({ type: 'SignedOut' });
  }
}

const windows = joinOtherWindows(
  () => state().line.active?.call,
  (call) => tell({ type: 'LineChanged', line: { elsewhere: call !== undefined } }),
);
// Assets have no headers that could forbid it: framed by another page, this one stays empty, so that no click is led astray.
if (window.top === window.self) {
  store.watch(draw);
  store.watch((state, before) => {
    if (state.drafts !== before.drafts) rememberDrafts(state.drafts);
  });
  stayAvailable({ ask, store });
  rejoinAfterLoss({ store, links, rejoin: deeds.rejoin });
  reactTo({ store, sounds, windows, say: () => say, announce: (text) => (voice.textContent = text) });
  watchBrowser();
  draw();
  void start();
}
