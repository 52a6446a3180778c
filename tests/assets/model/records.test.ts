import { draftOf, isUnsaved, unsavedCall, wrapUpCall } from '../../../src/assets/model/records.ts';
import { reduce } from '../../../src/assets/model/reduce.ts';
import { initialState } from '../../../src/assets/model/state.ts';
import { pageStates } from '../../support/page-states.ts';

const call = 'CA1';
const typed = reduce(initialState(0), { type: 'DraftChanged', call, draft: { note: 'Call back.' } });

test('a note that is being written is unsaved, and again after every change', () => {
  expect(isUnsaved(typed, call)).toBe(true);
  const saved = reduce(typed, { type: 'DraftChanged', call, draft: { state: 'saved' } });
  expect(isUnsaved(saved, call)).toBe(false);
  const changed = reduce(saved, { type: 'DraftChanged', call, draft: { disposition: 'other' } });
  expect(draftOf(changed, call)).toEqual({ note: 'Call back.', disposition: 'other', state: 'open' });
});

test('what the service has is shown until something is written', () => {
  const wrapUp = { disposition: 'other', note: 'Done.', at: 1 };
  const told = reduce(initialState(0), {
    type: 'RecordsTold',
    records: { recent: [{ call, at: 1, wrapUp }] },
  });
  expect(draftOf(told, call)).toEqual({ note: 'Done.', disposition: 'other', state: 'saved' });
  const changed = reduce(told, { type: 'DraftChanged', call, draft: { note: 'Done!' } });
  expect(draftOf(changed, call)).toEqual({ note: 'Done!', disposition: 'other', state: 'open' });
});

test('an empty note is nothing to save', () => {
  const emptied = reduce(typed, { type: 'DraftChanged', call, draft: { note: '' } });
  expect(isUnsaved(emptied, call)).toBe(false);
  expect(unsavedCall(emptied)).toBeUndefined();
});

test('signing out leaves nothing behind for the next agent', () => {
  expect(reduce(typed, { type: 'SignedOut' }).drafts).toEqual({});
});

test('wrap-up is about the call that the agent was last given back from', () => {
  const state = pageStates['wrap-up'];
  expect(state && wrapUpCall(state)).toBe('CA00000000000000000000000000000001');
});
