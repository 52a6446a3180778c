import { createStore } from '../../../src/assets/control/store.ts';
import { stayAvailable } from '../../../src/assets/control/stay-available.ts';
import { initialState } from '../../../src/assets/model/state.ts';
import type { Agent } from '../../../src/core/agent.ts';
import { agent } from '../../support/given-when-then.ts';

const desk = { waiting: [], directory: [], dispositions: [] };
const settings = { wrapUpSeconds: 30, longestWaitSeconds: 300, pageGoneSeconds: 60 };
const away = {
  presence: 'away',
  why: 'page-closed',
  notice: { code: 'page-closed', call: 'CA1', at: 1 },
} as const;

/** A window of Ana's; answers what it has asked for. */
function window() {
  const store = createStore(initialState(0));
  const asked: object[] = [];
  stayAvailable({
    store,
    ask: async <T>(path: string, body?: object) => (asked.push({ path, ...body }), {} as T),
  });
  store.tell({ type: 'SignedIn', me: { id: 'ana', name: 'Ana', role: 'agent' } });
  store.tell({ type: 'DeskTold', desk: { ...desk, settings, agents: [agent('ana', { presence: 'busy' })] } });
  store.tell({ type: 'LineChanged', line: { device: 'registered' } });
  const after = async (tell: () => void): Promise<void> => {
    tell();
    await Promise.resolve();
  };
  return {
    asked,
    rings: () =>
      after(() => store.tell({ type: 'LineChanged', line: { incoming: { call: 'CA1', leg: 'a1' } } })),
    stops: () => after(() => store.tell({ type: 'LineClosed' })),
    isTold: (change: Partial<Agent>) =>
      after(() => store.tell({ type: 'AgentTold', agent: agent('ana', change) })),
  };
}

test('a window that rang makes its agent available when another one closed', async () => {
  const { rings, stops, isTold, asked } = window();
  await rings();
  await stops();
  await isTold(away);
  expect(asked).toEqual([{ path: 'presence/set', presence: 'available' }]);
});

test('the same, when it is told before the ringing stops', async () => {
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
