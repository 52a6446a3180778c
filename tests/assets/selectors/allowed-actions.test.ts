import { allowedActions, allowedPartyActions } from '../../../src/assets/selectors/allowed-actions.ts';
import { pageStates } from '../../../harness/page-states.ts';

const call = (name: string) => pageStates[name]?.call;

test.each([
  ['ringing', 'ana', ['answer', 'decline']],
  ['talking', 'ana', ['mute', 'keypad', 'hold', 'transfer', 'end']],
  ['holding', 'ana', ['mute', 'keypad', 'hold', 'transfer', 'end']],
  ['consult-ringing', 'ana', ['mute', 'keypad', 'complete', 'cancel']],
  ['consult-ringing', 'ben', ['answer', 'decline']],
  ['consulting', 'ana', ['mute', 'keypad', 'swap', 'merge', 'complete', 'cancel']],
  ['consulting', 'ben', ['mute', 'keypad', 'leave']],
  ['adding-ringing', 'ana', ['mute', 'keypad', 'hold', 'cancel']],
  ['conferencing', 'ana', ['mute', 'keypad', 'transfer', 'complete', 'end']],
  ['conferencing', 'ben', ['mute', 'keypad', 'leave']],
  ['rejoin', 'ana', ['rejoin']],
  ['rejoin', 'ben', []],
  ['talking', 'chie', []],
  ['available', 'ana', []],
])('in the state %s %s may %j', (name, me, actions) => {
  expect(allowedActions(call(name), me)).toEqual(actions);
});

test('offers no action once the call has ended', () => {
  const live = call('talking');
  expect(allowedActions(live && { ...live, phase: 'ended' }, 'ana')).toEqual([]);
});

test('in a conference only the owner holds, mutes and removes the others', () => {
  expect(allowedPartyActions(call('conferencing'), 'ana', 'a2')).toEqual(['hold', 'mute', 'remove']);
  expect(allowedPartyActions(call('conferencing'), 'ana', 'customer')).toEqual(['hold', 'mute']);
  expect(allowedPartyActions(call('conferencing'), 'ana', 'a1')).toEqual([]);
  expect(allowedPartyActions(call('conferencing'), 'ben', 'customer')).toEqual([]);
});
