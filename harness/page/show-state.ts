import '../../src/assets/styles/all.css';
import { h, render } from 'preact';
import type { Actions } from '../../src/assets/actions/actions.ts';
import { createStore } from '../../src/assets/state/store.ts';
import { App } from '../../src/assets/views/app.tsx';
import { chooseLanguage, speak } from '../../src/assets/words/words.ts';
import { everyPageState } from '../page-extremes.ts';

const page = document.getElementById('page') as HTMLElement;

/** Draws the page's own views in the named state, as if it had just been opened. Dialogs open; nothing else is done. */
function show(name: string, lang: string | null): void {
  const state = everyPageState[name];
  if (!state) throw new Error(`There is no state named ${name}`);
  const language = chooseLanguage(lang, ['en']);
  const store = createStore(state);
  const actions = new Proxy({} as Actions, {
    get: (_actions, name) =>
      name === 'open'
        ? (dialog: Parameters<Actions['open']>[0]) => store.dispatch({ type: 'DialogChanged', dialog })
        : () => undefined,
  });
  const draw = (): void => {
    const view = { state: store.state(), actions, say: speak(language), language };
    render(h(App, { view }), page);
  };
  document.documentElement.lang = language;
  render(null, page);
  store.subscribe(draw);
  draw();
}

/** `/state.html?name=talking&lang=ja` shows one; whoever wants the next one need not load the page again. */
const query = new URLSearchParams(location.search);
show(query.get('name') ?? '', query.get('lang'));
Object.assign(globalThis, { show });
