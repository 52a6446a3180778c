import { directoryOf } from '../../../src/assets/selectors/directory.ts';
import { noticeOf } from '../../../src/assets/selectors/notice.ts';
import { screenOf } from '../../../src/assets/selectors/screen.ts';
import { problemsOf } from '../../../src/assets/selectors/problems.ts';
import type { PageState } from '../../../src/assets/state/state.ts';
import { pageStates } from '../../../harness/page-states.ts';

function state(name: string): PageState {
  const found = pageStates[name];
  if (!found) throw new Error(`no state ${name}`);
  return found;
}

test.each([
  ['loading', 'loading'],
  ['sign-in', 'sign-in'],
  ['available', 'home'],
  ['ringing', 'ringing'],
  ['talking', 'call'],
  ['session-ended', 'home'],
  ['session-ended-in-call', 'call'],
  ['other-window', 'call'],
  ['rejoin', 'rejoin'],
  ['wrap-up', 'wrap-up'],
])('the state %s shows the screen %s', (name, screen) => {
  expect(screenOf(state(name))).toBe(screen);
});

test.each([
  ['network-offline', 'problem.offline'],
  ['line-reconnecting', 'problem.reconnecting'],
  ['sound-reconnecting', 'problem.callReconnecting'],
  ['line-failed', 'problem.line'],
  ['token-trouble', 'problem.token'],
  ['sync-unreachable', 'problem.sync'],
  ['sound-blocked', 'problem.sound'],
  ['microphone-denied', 'mic.denied'],
  ['no-microphone', 'mic.missing'],
  ['new-version', 'problem.outdated'],
])('%s says so in its own words', (name, word) => {
  expect(problemsOf(state(name)).map((trouble) => trouble.word)).toEqual([word]);
});

test('a healthy page has nothing to say', () => {
  expect(problemsOf(state('talking'))).toEqual([]);
});

test('offline hides what only follows from it', () => {
  const page = state('sync-unreachable');
  const words = problemsOf({ ...page, connection: { ...page.connection, online: false } }).map(
    ({ word }) => word,
  );
  expect(words).toEqual(['problem.offline']);
});

test('a new version is not to be loaded in the middle of a call', () => {
  const page = state('talking');
  const [trouble] = problemsOf({ ...page, connection: { ...page.connection, outdated: true } });
  expect(trouble).toEqual({ tone: 'news', word: 'problem.outdatedInCall' });
});

test('the directory has those who can take the call first, and never the agent', () => {
  const entries = directoryOf(state('transfer-dialog'), '');
  expect(entries[0]).toMatchObject({ id: 'anyone', available: 1, reachable: true });
  expect(entries[1]).toMatchObject({ name: 'Ben Okafor', reachable: true });
  expect(entries.some(({ id }) => id === 'agent-ana')).toBe(false);
  expect(entries.filter(({ presence }) => presence === 'busy')).toMatchObject([{ reachable: false }]);
});

test('a search narrows the directory without regard to case', () => {
  expect(directoryOf(state('transfer-dialog'), ' BILL ').map(({ name }) => name)).toEqual(['Billing office']);
});

test('a caller who hangs up while it rings is shown as gone', () => {
  const before = state('ringing');
  if (!before.call) throw new Error('no call');
  const call = {
    ...before.call,
    phase: 'ended',
    legs: [],
    ending: { at: 9, why: 'customer-hung-up' },
  } as const;
  expect(noticeOf({ ...before, call }, before)?.word).toBe('notice.caller-gone');
});
