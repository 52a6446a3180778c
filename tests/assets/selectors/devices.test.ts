import { deviceInUse, lostDevice, stateAfterChange } from '../../../src/assets/selectors/devices.ts';
import type { PageState } from '../../../src/assets/state/state.ts';
import { pageStates } from '../../../harness/page-states.ts';

const device = (id: string) => ({ id, label: `The ${id}` });
const LAPTOP = { inputs: [device('laptop')], outputs: [device('speakers')] };
const WITH_HEADSET = {
  inputs: [...LAPTOP.inputs, device('headset')],
  outputs: [...LAPTOP.outputs, device('earphones')],
};

function plugged(name: string, chosen: Partial<PageState['microphone']> = {}): PageState {
  const state = pageStates[name];
  if (!state) throw new Error(`no state ${name}`);
  return { ...state, microphone: { ...state.microphone, ...WITH_HEADSET, ...chosen } };
}

test.each([
  ['available', { input: 'headset', output: 'earphones' }, 'The headset'],
  ['available', { output: 'earphones' }, 'The earphones'],
  ['talking', {}, 'The headset'],
  ['available', {}, undefined],
  ['available', { input: 'laptop' }, undefined],
] as const)('%s, with %j, the loss of a headset is told as %j', (name, chosen, told) => {
  expect(lostDevice(plugged(name, chosen), LAPTOP)).toBe(told);
});

test('a new device makes no notice', () => {
  const state = plugged('talking', { ...LAPTOP, input: 'headset' });
  expect(lostDevice(state, WITH_HEADSET)).toBeUndefined();
});

test('a chosen device that is not there leaves the default', () => {
  expect(deviceInUse(LAPTOP.inputs, 'headset')).toBe('default');
  expect(deviceInUse(WITH_HEADSET.inputs, 'headset')).toBe('headset');
  expect(deviceInUse(WITH_HEADSET.inputs, undefined)).toBe('default');
});

test('without any microphone the page says so, until one is plugged in', () => {
  const none = { inputs: [], outputs: [] };
  const { microphone } = plugged('available');
  expect(stateAfterChange(microphone, none)).toBe('missing');
  expect(stateAfterChange({ ...microphone, ...none, state: 'missing' }, LAPTOP)).toBe('unknown');
  expect(stateAfterChange(microphone, LAPTOP)).toBe('ready');
  expect(stateAfterChange({ ...microphone, ...none, state: 'unknown' }, none)).toBe('unknown');
});
