import '../../src/assets/styles/all.css';
import { h, render } from 'preact';
import type { Actions } from '../../src/assets/actions/actions.ts';
import { createStore } from '../../src/assets/state/store.ts';
import { App } from '../../src/assets/views/app.tsx';
import { chooseLanguage, speak } from '../../src/assets/words/words.ts';
import { everyPageState } from '../page-extremes.ts';

/**
 * Draws the page's own views in the named state: `/state.html?name=talking&lang=ja`. Dialogs open; all other actions do
 * nothing.
 */
const query = new URLSearchParams(location.search);
const state = everyPageState[query.get('name') ?? ''];
if (!state) throw new Error(`There is no state named ${query.get('name')}`);
const language = chooseLanguage(query.get('lang'), ['en']);
const store = createStore(state);

const actions = new Proxy({} as Actions, {
  get: (_deeds, name) =>
    name === 'open'
      ? (dialog: Parameters<Actions['open']>[0]) => store.dispatch({ type: 'DialogChanged', dialog })
      : () => undefined,
});

function draw(): void {
  document.documentElement.lang = language;
  const view = { state: store.state(), actions, say: speak(language), language };
  render(h(App, { view }), document.getElementById('page') as HTMLElement);
}

store.subscribe(draw);
draw();
