import { actionsFor, partyActionsFor } from '../../../src/assets/model/actions-for.ts';
import { pageStates } from '../../support/page-states.ts';

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
  expect(actionsFor(call(name), me)).toEqual(actions);
});

test('nothing is offered once the call has ended', () => {
  const live = call('talking');
  expect(actionsFor(live && { ...live, phase: 'ended' }, 'ana')).toEqual([]);
});

test('in a conference only the owner holds, mutes and removes the others', () => {
  expect(partyActionsFor(call('conferencing'), 'ana', 'a2')).toEqual(['hold', 'mute', 'remove']);
  expect(partyActionsFor(call('conferencing'), 'ana', 'customer')).toEqual(['hold', 'mute']);
  expect(partyActionsFor(call('conferencing'), 'ana', 'a1')).toEqual([]);
  expect(partyActionsFor(call('conferencing'), 'ben', 'customer')).toEqual([]);
});
