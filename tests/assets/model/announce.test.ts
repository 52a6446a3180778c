import { announcementFor } from '../../../src/assets/model/announce.ts';
import type { PageState } from '../../../src/assets/model/state.ts';
import { pageStates } from '../../support/page-states.ts';

function state(name: string): PageState {
  const found = pageStates[name];
  if (!found) throw new Error(`no state ${name}`);
  return found;
}

test.each([
  ['available', 'ringing', 'say.ringing'],
  ['ringing', 'talking', 'say.call'],
  ['talking', 'holding', 'call.heading.held'],
  ['talking', 'consult-ringing', 'call.heading.calling'],
  ['consult-ringing', 'consulting', 'call.heading.consulting'],
  ['consulting', 'consult-swapped', 'call.heading.swapped'],
  ['consulting', 'conferencing', 'call.heading.conferencing'],
  ['talking', 'wrap-up', 'say.ended'],
])('from %s to %s a screen reader says %s', (before, after, word) => {
  expect(announcementFor(state(after), state(before))?.word).toBe(word);
});

test('nothing is said twice', () => {
  expect(announcementFor(state('consulting'), state('consulting'))).toBeUndefined();
});
