import { dialogFor } from '../../../src/assets/selectors/dialog.ts';
import { screenReaderText } from '../../../src/assets/selectors/screen-reader.ts';
import { headingFor } from '../../../src/assets/selectors/heading.ts';
import { reduce } from '../../../src/assets/state/reduce.ts';
import type { PageState } from '../../../src/assets/state/state.ts';
import { pageStates } from '../../../harness/page-states.ts';

function state(name: string): PageState {
  const found = pageStates[name];
  if (!found) throw new Error(`no state ${name}`);
  return found;
}

const rings = { type: 'LineChanged', line: { incoming: { call: 'CA9', leg: 'a1' } } } as const;

test.each(['past-call', 'sound-settings'])('a call does not ring behind a dialog: %s folds away', (name) => {
  const ringing = reduce(state(name), rings);
  expect(dialogFor(ringing).kind).toBe('none');
  const declined = reduce(ringing, { type: 'RingingStopped' });
  expect(dialogFor(declined)).toEqual(state(name).dialog);
  const active = { call: 'CA9', state: 'open', muted: false } as const;
  expect(dialogFor(reduce(ringing, { type: 'LineOpened', active })).kind).toBe('none');
});

test('a ring is announced once it is known who calls', () => {
  const known = state('ringing');
  const { call: _call, ...unknown } = known;
  expect(screenReaderText(unknown, state('available'))).toBeUndefined();
  expect(screenReaderText(known, unknown)?.word).toBe('say.ringing');
  expect(screenReaderText(known, known)).toBeUndefined();
});

test('nobody talks yet while the agent is on the way into the room', () => {
  const talking = state('talking');
  if (!talking.call) throw new Error('no call');
  const legs = talking.call.legs.map((leg) => ({ ...leg, state: 'answered' }) as const);
  expect(headingFor({ ...talking, call: { ...talking.call, legs } }).word).toBe('call.connecting');
});

test('a screen reader hears of a talk when there is one', () => {
  const talking = state('talking');
  if (!talking.call) throw new Error('no call');
  const legs = talking.call.legs.map((leg) => ({ ...leg, state: 'answered' }) as const);
  const coming = { ...talking, call: { ...talking.call, legs } };
  expect(screenReaderText(coming, state('ringing'))?.word).toBe('call.connecting');
  expect(screenReaderText(talking, coming)?.word).toBe('call.heading.talking');
  expect(screenReaderText(talking, state('ringing'))?.word).toBe('say.call');
});
