import type { Call } from '../../../src/core/model/call.ts';
import { screenReaderText } from '../../../src/assets/selectors/screen-reader.ts';
import { nextStepOf } from '../../../src/assets/selectors/transfer-attempt.ts';
import { dialogFor } from '../../../src/assets/selectors/dialog.ts';
import { reduce } from '../../../src/assets/state/reduce.ts';
import type { PageState } from '../../../src/assets/state/state.ts';
import { pageStates } from '../../../harness/page-states.ts';

function state(name: string): PageState {
  const found = pageStates[name];
  if (!found) throw new Error(`no state ${name}`);
  return found;
}

function told(page: PageState, change: Partial<Call>): PageState {
  if (!page.call) throw new Error('no call');
  const { transfer: _over, ...call } = page.call;
  return reduce(page, { type: 'CallUpdated', call: { ...call, ...change } });
}

const asked = {
  key: 'k1',
  kind: 'transfer',
  how: 'consult',
  target: { kind: 'agent', agent: 'ben' },
  name: 'Ben Okafor',
  note: 'She is in a hurry.',
} as const;
const declined = { target: 'Ben Okafor', result: 'declined', reason: 'At lunch', at: 9 } as const;
const [mine] = state('talking').call?.legs ?? [];
const alone = { phase: 'talking', legs: mine ? [mine] : [] } as const;

/** Ana asked for Ben, who rang, and declined. */
function afterDecline(): PageState {
  const ringing = state('consult-ringing').call;
  if (!ringing?.transfer) throw new Error('nobody rings');
  const clicked = reduce(state('talking'), { type: 'ActionAsked', action: asked });
  const rings = { ...ringing, transfer: { ...ringing.transfer, note: asked.note }, handledKeys: ['k1'] };
  return told(reduce(clicked, { type: 'CallUpdated', call: rings }), { ...alone, lastTransfer: declined });
}

test('a declined transfer says who and why, and offers a retry with the same note', () => {
  expect(nextStepOf(afterDecline())).toMatchObject({
    word: 'outcome.declinedReason',
    values: { name: 'Ben Okafor', reason: 'At lunch' },
    attempt: { how: 'consult', target: { kind: 'agent', agent: 'ben' }, note: 'She is in a hurry.' },
    again: true,
  });
});

test('somebody who is not there any more is not offered again', () => {
  expect(nextStepOf(state('transfer-not-answered'))).toMatchObject({ again: false });
});

test('a transfer that is refused at once says why in the same place, and nowhere else', () => {
  const clicked = reduce(state('talking'), { type: 'ActionAsked', action: asked });
  const notice = { tone: 'problem', word: 'error.target-busy' } as const;
  const refused = reduce(clicked, { type: 'ActionFailed', key: 'k1', notice });
  expect(nextStepOf(refused)).toMatchObject({ word: 'error.target-busy', refused: true });
  expect(refused.notice).toBeUndefined();
});

test('a page that was reloaded while the colleague rang offers the same', () => {
  const { attempt: _forgotten, ...fresh } = state('talking');
  const call = state('consult-ringing').call;
  if (!call) throw new Error('no call');
  const reloaded = reduce(fresh, { type: 'CallUpdated', call });
  expect(nextStepOf(told(reloaded, { ...alone, lastTransfer: declined }))?.attempt.name).toBe('Ben Okafor');
});

test('offers nothing during the next transfer, after a success, or once dismissed', () => {
  const failed = afterDecline();
  expect(
    nextStepOf(reduce(failed, { type: 'ActionAsked', action: { ...asked, key: 'k2' } })),
  ).toBeUndefined();
  const cancelled = told(failed, { lastTransfer: { ...declined, result: 'cancelled' } });
  expect(nextStepOf(cancelled)).toBeUndefined();
  expect(nextStepOf(reduce(failed, { type: 'AttemptForgotten' }))).toBeUndefined();
});

test('the failure is spoken once, not again with every second', () => {
  const failed = afterDecline();
  expect(screenReaderText(failed, state('consult-ringing'))?.word).toBe('outcome.declinedReason');
  const later = reduce(failed, { type: 'ClockTicked', now: failed.now + 1000 });
  expect(screenReaderText(later, failed)).toBeUndefined();
});

test('a blind transfer that comes back offers the next try once it is answered', () => {
  const { call } = state('talking');
  if (!call) throw new Error('no call');
  const sent = reduce(state('talking'), { type: 'ActionAsked', action: { ...asked, how: 'blind' } });
  const gone = reduce(sent, { type: 'CallClosed' });
  const back = { ...call, lastTransfer: { ...declined, result: 'no-answer' } } as const;
  expect(nextStepOf(reduce(gone, { type: 'CallUpdated', call: back }))?.attempt.how).toBe('blind');
});

describe('a dialog goes away with what it is about', () => {
  test.each([
    ['transfer-dialog', 'transfer'],
    ['ending-asked', 'end'],
    ['keypad', 'keypad'],
  ] as const)('%s', (name, kind) => {
    const open = state(name);
    expect(dialogFor(open).kind).toBe(kind);
    const guest = told(open, { owner: 'a2', legs: state('conferencing').call?.legs ?? [] });
    const over = kind === 'keypad' ? reduce(open, { type: 'LineClosed' }) : guest;
    expect(dialogFor(over).kind).toBe('none');
  });

  test('declining', () => {
    expect(dialogFor(reduce(state('declining'), { type: 'RingingStopped' })).kind).toBe('none');
  });
});
