import { screenReaderText } from '../../../src/assets/selectors/screen-reader.ts';
import type { PageState } from '../../../src/assets/state/state.ts';
import { pageStates } from '../../../harness/page-states.ts';

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
  expect(screenReaderText(state(after), state(before))?.word).toBe(word);
});

test('says nothing twice', () => {
  expect(screenReaderText(state('consulting'), state('consulting'))).toBeUndefined();
});
