import type { PendingCommand } from '../../../src/core/model/call.ts';
import { problemsOf } from '../../../src/assets/selectors/problems.ts';
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

test('nobody is shown on hold before Twilio has held them; a refusal is told', () => {
  const held = state('holding');
  const { call } = held;
  if (!call) throw new Error('no call');
  const pending = { command: { type: 'HoldCustomer', music: 'hold' }, since: 1 } as const;
  const under = (...commands: readonly PendingCommand[]) => ({
    ...held,
    call: { ...call, pending: commands },
  });
  const shown = (page: typeof held) => [
    partiesOf(page)[0]?.state,
    headingFor(page).word,
    problemsOf(page).map(({ word }) => word),
  ];
  expect(shown(held)).toEqual(['held', 'call.heading.held', []]);
  expect(shown(under(pending))).toEqual(['holding', 'call.heading.goingOnHold', []]);
  const refused = under({ ...pending, failed: true });
  expect(shown(refused)).toEqual(['holding', 'call.heading.goingOnHold', ['problem.notOnHold']]);
});

test('a third party goes on hold by the same rule', () => {
  const page = state('conferencing-muted');
  if (!page.call) throw new Error('no call');
  const hold = { type: 'HoldLeg', leg: 'a2', sid: 'CA2', on: true } as const;
  const refused = {
    ...page,
    call: { ...page.call, pending: [{ command: hold, since: 1, failed: true as const }] },
  };
  expect(partiesOf(page).at(-1)?.state).toBe('held');
  expect(partiesOf(refused).at(-1)?.state).toBe('holding');
  expect(problemsOf(refused).map(({ word }) => word)).toEqual(['problem.notOnHold']);
});
