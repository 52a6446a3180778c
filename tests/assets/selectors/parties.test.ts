import { headingFor } from '../../../src/assets/selectors/heading.ts';
import { audibleOf, partiesOf } from '../../../src/assets/selectors/parties.ts';
import { pageStates } from '../../../harness/page-states.ts';

function state(name: string) {
  const found = pageStates[name];
  if (!found) throw new Error(`no state ${name}`);
  return found;
}

const mine = (name: string) => partiesOf(state(name)).find(({ who }) => who === 'you');

test.each([
  ['talking', 'talking'],
  ['holding', 'alone'],
  ['consult-ringing', 'alone'],
  ['consulting', 'talking'],
  ['being-consulted-held', 'held'],
  ['sound-reconnecting', 'reconnecting'],
])('in the state %s the agent is %s', (name, expected) => {
  expect(mine(name)?.state).toBe(expected);
});

test.each([
  ['talking', ['customer']],
  ['consulting', ['a2']],
  ['consult-swapped', ['customer']],
  ['conferencing', ['customer', 'a2']],
  ['conferencing-muted', []],
  ['holding', []],
])('in the state %s the sound on the line comes from %j', (name, parties) => {
  expect(audibleOf(partiesOf(state(name))).map(({ party }) => party)).toEqual(parties);
});

test.each([
  ['conferencing', 'call.heading.conferencing', { count: '3' }],
  ['conferencing-muted', 'call.heading.talking', { name: '+1\u00a0415\u00a0555\u00a00142' }],
])('in the state %s the heading says with whom the agent really talks', (name, word, values) => {
  expect(headingFor(state(name))).toMatchObject({ word, values });
});

test('a guest sees that they are on hold', () => {
  const page = state('conferencing-as-guest');
  const legs = page.call?.legs.map((leg) => (leg.id === 'a2' ? { ...leg, held: true } : leg)) ?? [];
  const held = { ...page, ...(page.call && { call: { ...page.call, legs } }) };
  expect(headingFor(held)).toMatchObject({ tone: 'holding', word: 'call.heading.youHeld' });
});
