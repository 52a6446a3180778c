import { NO_TOKEN, nextTokenStep, type TokenEvent } from '../../../src/assets/connections/token-state.ts';

/** The last step after these events. */
function after(...events: TokenEvent[]) {
  let step = nextTokenStep(NO_TOKEN, { type: 'RenewalDue' });
  for (const event of events) step = nextTokenStep(step.state, event);
  return step;
}

const fetched = { type: 'TokenFetched', renewInMs: 1000 } as const;
const needed = { type: 'TokenNeeded' } as const;

test('nothing more is asked for while a token is being fetched', () => {
  expect(after().ask).toBe(true);
  expect(after({ type: 'RenewalDue' })).toEqual({ state: after().state });
});

test('a fetched token is on trial, and its renewal is set', () => {
  expect(after(fetched)).toMatchObject({ renewInMs: 1000, trial: 'begin', show: 'ok' });
});

test('a token that passed its trial is renewed at once when it is needed', () => {
  expect(after(fetched, { type: 'TrialPassed' }, needed)).toMatchObject({ ask: true });
});

test('two refusals of the same token count once, and the page does not show the first', () => {
  expect(after(fetched, needed, needed)).toMatchObject({ state: { refusals: 1 }, trial: 'stop' });
  expect(after(fetched, needed, needed).show).toBeUndefined();
});

test('the page shows the second token refused in a row, and asks less often', () => {
  const first = after(fetched, needed);
  const second = after(fetched, needed, fetched, needed);
  expect(second.show).toBe('trouble');
  expect(second.renewInMs).toBeGreaterThan(first.renewInMs ?? Infinity);
});

test('a token after refused ones shows no good news before its trial is over', () => {
  expect(after(fetched, needed, fetched).show).toBeUndefined();
  expect(after(fetched, needed, fetched, { type: 'TrialPassed' }).show).toBe('ok');
});

test('a failed fetch is shown and tried again; after signing out it is neither', () => {
  expect(after({ type: 'FetchFailed' })).toMatchObject({ show: 'trouble', state: { isAsking: false } });
  const abandoned = after({ type: 'FetchAbandoned' });
  expect(abandoned).toEqual({ state: NO_TOKEN });
});
