import { rejoinAfterLoss } from '../../../src/assets/actions/rejoin-after-loss.ts';
import { createStore } from '../../../src/assets/state/store.ts';
import { initialState } from '../../../src/assets/state/state.ts';
import type { Call } from '../../../src/core/model/call.ts';
import { anaTalks, sidOf } from '../../support/core/call-spec.ts';

/** Ana's window, in whose call she talks. */
function window() {
  const store = createStore(initialState(0));
  const did: string[] = [];
  rejoinAfterLoss({
    store,
    connections: {
      phone: () => ({ hangUp: () => did.push('hang up') }) as never,
      register: async () => void did.push('register'),
    },
    rejoin: async () => void did.push('rejoin'),
  });
  const talks = anaTalks().state;
  store.dispatch({ type: 'SignedIn', me: { id: 'ana', name: 'Ana', role: 'agent' } });
  store.dispatch({ type: 'CallUpdated', call: talks });
  store.dispatch({ type: 'LineChanged', line: { device: 'registered' } });
  store.dispatch({ type: 'LineOpened', active: { call: talks.id, state: 'open', muted: true } });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 9; turn++) await Promise.resolve();
  };
  const tell = async (event: Parameters<typeof store.dispatch>[0]): Promise<void> => {
    store.dispatch(event);
    await settle();
  };
  return { store, did, tell, talks };
}

/** The call as it is once Twilio has told that Ana's leg left. */
function left(): Call {
  const spec = anaTalks();
  return spec.when({ type: 'LegLeft', leg: 'a1', sid: sidOf('a1') }).state;
}

test('a lost call is taken up again once the service says that the leg left', async () => {
  const { did, tell, store } = window();
  await tell({ type: 'LineLost' });
  expect(did).toEqual([]);
  expect(store.state().line.lost).toMatchObject({ muted: true });
  await tell({ type: 'CallUpdated', call: left() });
  expect(did).toEqual(['rejoin']);
  expect(store.state().line.lost).toBeUndefined();
});

test('it waits for the telephone, which it makes anew', async () => {
  const { did, tell } = window();
  await tell({ type: 'LineChanged', line: { device: 'off' } });
  await tell({ type: 'LineLost' });
  await tell({ type: 'CallUpdated', call: left() });
  expect(did).toEqual(['register']);
  await tell({ type: 'LineChanged', line: { device: 'registered' } });
  expect(did).toEqual(['register', 'rejoin']);
});

test('a call that was hung up is left alone', async () => {
  const { did, tell } = window();
  await tell({ type: 'LineClosed' });
  await tell({ type: 'CallUpdated', call: left() });
  expect(did).toEqual([]);
});

test('a call that ended meanwhile, or that others have, is not taken up', async () => {
  const { did, tell, talks, store } = window();
  await tell({ type: 'LineLost' });
  await tell({ type: 'CallUpdated', call: { ...talks, legs: [], absentAgents: [] } });
  expect(did).toEqual([]);
  expect(store.state().line.lost).toBeUndefined();
});

test('a line that still reconnects is given up once its call waits for the agent', async () => {
  const { did, tell } = window();
  await tell({ type: 'ActiveChanged', active: { state: 'reconnecting' } });
  expect(did).toEqual([]);
  await tell({ type: 'CallUpdated', call: left() });
  expect(did).toEqual(['hang up']);
});
