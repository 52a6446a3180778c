import { idleStep } from '../../../src/assets/selectors/idle.ts';
import { pageStates } from '../../../harness/page-states.ts';
import type { PageState } from '../../../src/assets/state/state.ts';

const MINUTE = 60_000;

function after(minutes: number, state: PageState, limit: number) {
  const desk = state.desk && { ...state.desk, settings: { ...state.desk.settings, idleMinutes: limit } };
  const { now } = state;
  return idleStep({ ...state, ...(desk && { desk }), now: now + minutes * MINUTE }, now);
}

const home = pageStates['available'] as PageState;

test('who does nothing is warned a minute before the limit, and signed out at it', () => {
  expect(after(13.9, home, 15)).toEqual({ until: undefined, isOver: false, isSeen: false });
  expect(after(14, home, 15)).toMatchObject({ until: home.now + 15 * MINUTE, isOver: false });
  expect(after(15, home, 15)).toMatchObject({ isOver: true });
});

test('nobody is signed out without a limit, on a call or while one rings', () => {
  expect(after(999, home, 0)).toMatchObject({ isOver: false, isSeen: true });
  for (const name of ['talking', 'ringing'] as const)
    expect(after(999, pageStates[name] as PageState, 15)).toMatchObject({ isOver: false, isSeen: true });
});
