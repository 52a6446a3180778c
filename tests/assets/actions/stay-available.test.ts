import { createStore } from '../../../src/assets/state/store.ts';
import { stayAvailable } from '../../../src/assets/actions/stay-available.ts';
import { initialState } from '../../../src/assets/state/state.ts';
import type { Agent } from '../../../src/core/model/agent.ts';
import { agent } from '../../support/core/call-spec.ts';

const desk = { waiting: [], directory: [], dispositions: [] };
const settings = { wrapUpSeconds: 30, longestWaitSeconds: 300, pageGoneSeconds: 60 };
const away = {
  presence: 'away',
  why: 'page-closed',
  notice: { code: 'page-closed', call: 'CA1', at: 1 },
} as const;

/** A window of Ana's. Returns its requests. */
function window() {
  const store = createStore(initialState(0));
  const asked: object[] = [];
  stayAvailable({
    store,
    ask: async <T>(path: string, body?: object) => (asked.push({ path, ...body }), {} as T),
  });
  store.dispatch({ type: 'SignedIn', me: { id: 'ana', name: 'Ana', role: 'agent' } });
  store.dispatch({
    type: 'DeskLoaded',
    desk: { ...desk, settings, agents: [agent('ana', { presence: 'busy' })] },
  });
  store.dispatch({ type: 'LineChanged', line: { device: 'registered' } });
  const after = async (tell: () => void): Promise<void> => {
    tell();
    await Promise.resolve();
  };
  return {
    asked,
    rings: () =>
      after(() => store.dispatch({ type: 'LineChanged', line: { incoming: { call: 'CA1', leg: 'a1' } } })),
    stops: () => after(() => store.dispatch({ type: 'LineClosed' })),
    isTold: (change: Partial<Agent>) =>
      after(() => store.dispatch({ type: 'AgentUpdated', agent: agent('ana', change) })),
  };
}

test('a window that rang makes its agent available when another one closed', async () => {
  const { rings, stops, isTold, asked } = window();
  await rings();
  await stops();
  await isTold(away);
  expect(asked).toEqual([{ path: 'presence/set', presence: 'available' }]);
});

test('the same, when that news comes before the ringing stops', async () => {
  const { rings, stops, isTold, asked } = window();
  await rings();
  await isTold(away);
  await stops();
  expect(asked).toHaveLength(1);
});

test('a window that was reloaded itself leaves its agent away', async () => {
  const { isTold, asked } = window();
  await isTold(away);
  expect(asked).toEqual([]);
});

test('a window leaves an agent away who declined, or whose page closed on another call', async () => {
  const { rings, stops, isTold, asked } = window();
  await rings();
  await stops();
  await isTold({ ...away, why: 'declined' });
  await isTold({ presence: 'busy' });
  await isTold({ ...away, notice: { ...away.notice, call: 'CA2' } });
  expect(asked).toEqual([]);
});
