import {
  timelineSentences,
  isUnsaved,
  unsavedCall,
  wrapUpCall,
} from '../../../src/assets/selectors/history.ts';
import { draftOf } from '../../../src/assets/state/drafts.ts';
import { reduce } from '../../../src/assets/state/reduce.ts';
import { initialState } from '../../../src/assets/state/state.ts';
import { timelineEvent } from '../../../src/core/model/timeline-event.ts';
import { pageStates } from '../../../harness/page-states.ts';

const CALL = 'CA1';
const typed = reduce(initialState(0), { type: 'DraftChanged', call: CALL, draft: { note: 'Call back.' } });

test('a note that is being written is unsaved, and again after every change', () => {
  expect(isUnsaved(typed, CALL)).toBe(true);
  const saved = reduce(typed, { type: 'DraftChanged', call: CALL, draft: { state: 'saved' } });
  expect(isUnsaved(saved, CALL)).toBe(false);
  const changed = reduce(saved, { type: 'DraftChanged', call: CALL, draft: { disposition: 'other' } });
  expect(draftOf(changed, CALL)).toEqual({ note: 'Call back.', disposition: 'other', state: 'open' });
});

test('shows the service’s notes until the agent writes', () => {
  const wrapUp = { disposition: 'other', note: 'Done.', at: 1 };
  const told = reduce(initialState(0), {
    type: 'HistoryLoaded',
    history: { recent: [{ call: CALL, at: 1, wrapUp }] },
  });
  expect(draftOf(told, CALL)).toEqual({ note: 'Done.', disposition: 'other', state: 'saved' });
  const changed = reduce(told, { type: 'DraftChanged', call: CALL, draft: { note: 'Done!' } });
  expect(draftOf(changed, CALL)).toEqual({ note: 'Done!', disposition: 'other', state: 'open' });
});

test('an empty note is nothing to save', () => {
  const emptied = reduce(typed, { type: 'DraftChanged', call: CALL, draft: { note: '' } });
  expect(isUnsaved(emptied, CALL)).toBe(false);
  expect(unsavedCall(emptied)).toBeUndefined();
});

test('signing out leaves nothing behind for the next agent', () => {
  expect(reduce(typed, { type: 'SignedOut' }).drafts).toEqual({});
});

test('wrap-up is about the call that the agent was last released from', () => {
  const state = pageStates['wrap-up'];
  expect(state && wrapUpCall(state)).toBe('CA00000000000000000000000000000001');
});

describe('a timeline’s entry', () => {
  const dispositions = [{ id: 'other', en: 'Other', ja: 'その他' }];
  const closed = timelineEvent('wrapped-up-with-note', {
    name: 'Ana',
    disposition: 'Other',
    note: 'Call back.',
  });
  const sentences = ['The customer hung up.', 'Ana closed it as "Other": Call back.'];
  const entry = { at: 1, sentences, told: [timelineEvent('ended.customer-hung-up'), closed] };

  it('is told in Japanese on a Japanese page, dispositions too, and notes as written', () => {
    expect(timelineSentences(entry, 'ja', dispositions)).toEqual([
      { text: 'お客様が電話を切りました。', lang: 'ja' },
      { text: 'Ana さんが後処理の結果を「その他」にしました。メモ: Call back.', lang: 'ja' },
    ]);
  });

  it('is told as the service has it on an English page', () => {
    const asKept = sentences.map((text) => ({ text, lang: 'en' }));
    expect(timelineSentences(entry, 'en', dispositions)).toEqual(asKept);
  });

  it('of an earlier version is told in English everywhere', () => {
    const asKept = sentences.map((text) => ({ text, lang: 'en' }));
    expect(timelineSentences({ at: 1, sentences }, 'ja', dispositions)).toEqual(asKept);
  });

  it('keeps a disposition by its English name when the company has it no more', () => {
    expect(timelineSentences(entry, 'ja', [])[1]?.text).toContain('「Other」');
  });
});
