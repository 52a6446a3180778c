import { hasBeenTakenOut, takenOut } from '../../../src/assets/selectors/taken-out.ts';
import { titleFor } from '../../../src/assets/selectors/title.ts';
import { speak } from '../../../src/assets/words/words.ts';
import { agent, desk, pageStates } from '../../../harness/page-states.ts';

function state(name: string) {
  const found = pageStates[name];
  if (!found) throw new Error(`no state ${name}`);
  return found;
}

test.each([
  ['available', 'page-gone', 'page-gone'],
  ['ringing', 'missed', 'missed'],
  ['available', 'away', undefined],
  ['page-gone', 'page-gone', undefined],
  ['offline', 'page-gone', undefined],
])('from %s to %s an agent is taken out: %j', (before, after, why) => {
  expect(hasBeenTakenOut(state(after), state(before))).toBe(why);
});

test('the tab’s title says that calls do not come, unless the agent wanted that', () => {
  expect(titleFor(state('page-gone'), speak('en'))).toBe('⚠ Calls do not reach you · Warm Transfer');
  expect(titleFor(state('away'), speak('en'))).toBe('Warm Transfer');
  expect(titleFor(state('available'), speak('en'))).toBe('Warm Transfer');
});

test('an agent who declined a call needs no word of it', () => {
  expect(takenOut(desk(agent('ana', 'Ana Ruiz', 'away', 1, { why: 'declined' })))).toBeUndefined();
});
