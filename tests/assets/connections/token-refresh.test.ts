import { createTokenRefresh } from '../../../src/assets/connections/token-refresh.ts';
import { createStore } from '../../../src/assets/state/store.ts';
import { initialState } from '../../../src/assets/state/state.ts';

const HOUR = 3_600_000;
const answer = { token: 'a-token', expiresAt: HOUR, objects: { agents: 'agents', waiting: 'waiting' } };

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

/** A keeper whose tokens go to `use`, which may refuse them. */
function keep(use: (keeper: () => void) => void = () => undefined) {
  const store = createStore(initialState(0));
  store.dispatch({ type: 'SignedIn', me: { id: 'ana', name: 'Ana', role: 'agent' } });
  let asked = 0;
  const ask = async <T>(): Promise<T> => {
    asked += 1;
    return answer as T;
  };
  const keeper = createTokenRefresh({ ask, store, use: () => use(keeper.needed) });
  return { keeper, asked: () => asked, said: () => store.state().connection.token };
}

test('the next token is fetched five minutes before the last runs out', async () => {
  const { keeper, asked } = keep();
  await keeper.renew();
  await jest.advanceTimersByTimeAsync(HOUR - 5 * 60_000 - 1);
  expect(asked()).toBe(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(asked()).toBe(2);
  keeper.stop();
});

test('fetches one token when telephone and Sync need one together, without a notice', async () => {
  const { keeper, asked, said } = keep();
  await keeper.renew();
  await jest.advanceTimersByTimeAsync(60_000);
  keeper.needed();
  keeper.needed();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(asked()).toBe(2);
  expect(said()).toBe('ok');
  keeper.stop();
});

test('when every new token is refused, the page says so and asks every 5 s only', async () => {
  let works = false;
  const { keeper, asked, said } = keep((needed) => works || setTimeout(needed, 100));
  await keeper.renew();
  await jest.advanceTimersByTimeAsync(20_000);
  expect(said()).toBe('trouble');
  expect(asked()).toBeLessThanOrEqual(6);
  works = true;
  await jest.advanceTimersByTimeAsync(10_000);
  expect(said()).toBe('ok');
  const before = asked();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(asked()).toBe(before);
  keeper.stop();
});
