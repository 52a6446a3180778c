import '../../../src/assets/styles/all.css';
import { h, render } from 'preact';
import type { Deeds } from '../../../src/assets/control/deeds.ts';
import { createStore } from '../../../src/assets/control/store.ts';
import { App } from '../../../src/assets/views/app.tsx';
import { chooseLanguage, speak } from '../../../src/assets/words/words.ts';
import { everyPageState } from '../page-extremes.ts';

/** Draws the page's own views in the named state: `/state.html?name=talking&lang=ja`. Dialogs open; nothing else is done. */
const query = new URLSearchParams(location.search);
const state = everyPageState[query.get('name') ?? ''];
if (!state) throw new Error(`There is no state named ${query.get('name')}`);
const language = chooseLanguage(query.get('lang'), ['en']);
const store = createStore(state);

const deeds = new Proxy({} as Deeds, {
  get: (_deeds, name) =>
    name === 'open'
      ? (dialog: Parameters<Deeds['open']>[0]) => store.tell({ type: 'DialogChanged', dialog })
      : () => undefined,
});

function draw(): void {
  document.documentElement.lang = language;
  const view = { state: store.state(), deeds, say: speak(language), language };
  render(h(App, { view }), document.getElementById('page') as HTMLElement);
}

store.watch(draw);
draw();
