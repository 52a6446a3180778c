import { reduce } from '../../../src/assets/state/reduce.ts';
import type { PageState } from '../../../src/assets/state/state.ts';
import { pageStates } from '../../../harness/page-states.ts';

function told(tone: 'news' | 'problem'): PageState {
  const home = pageStates['available'];
  if (!home) throw new Error('no state');
  return reduce(home, { type: 'Noticed', notice: { tone, word: 'ended.customer-hung-up' } });
}

const later = (page: PageState, seconds: number) =>
  reduce(page, { type: 'ClockTicked', now: page.now + seconds * 1000 });

test('news is gone after eight seconds, without a click', () => {
  const news = told('news');
  expect(later(news, 7).notice).toBeDefined();
  expect(later(news, 8).notice).toBeUndefined();
});

test('news about the last call does not stand above the next one', () => {
  const ringing = reduce(told('news'), {
    type: 'LineChanged',
    line: { incoming: { call: 'CA9', leg: 'a1' } },
  });
  expect(ringing.notice).toBeUndefined();
});

test('a problem stays until it is dismissed', () => {
  const problem = told('problem');
  expect(later(problem, 60).notice).toBeDefined();
  expect(reduce(problem, { type: 'NoticeDismissed' }).notice).toBeUndefined();
});
