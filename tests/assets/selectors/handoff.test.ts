import { handoffOf } from '../../../src/assets/selectors/handoff.ts';
import type { PageState } from '../../../src/assets/state/state.ts';
import { NOTE, pageStates } from '../../../harness/page-states.ts';

function state(name: string): PageState {
  const found = pageStates[name];
  if (!found) throw new Error(`no state ${name}`);
  return found;
}

/** The same call, with the note that came with it. */
function withHandoff(name: string, by?: string): PageState {
  const { call, ...rest } = state(name);
  if (!call) throw new Error('no call');
  return { ...rest, call: { ...call, handoff: { note: NOTE, ...(by && { by }) } } };
}

test('a note is shown while it rings and in the consult', () => {
  expect(handoffOf(state('ringing-transfer'))).toEqual({ note: NOTE, from: 'Ana Ruiz' });
  expect(handoffOf(state('being-consulted'))).toEqual({ note: NOTE, from: 'Ana Ruiz' });
});

test('it stays when the colleague has the call, without a name where nobody knows it', () => {
  expect(handoffOf(withHandoff('talking', 'ben'))).toEqual({ note: NOTE, from: 'Ben Okafor' });
  expect(handoffOf(withHandoff('talking'))).toEqual({ note: NOTE, from: undefined });
});

test('nobody is shown their own note', () => {
  expect(handoffOf(withHandoff('talking', 'ana'))).toBeUndefined();
  expect(handoffOf(state('consult-ringing'))).toBeUndefined();
});
