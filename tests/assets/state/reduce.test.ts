import type { Call } from '../../../src/core/model/call.ts';
import { reduce } from '../../../src/assets/state/reduce.ts';
import { partiesOf } from '../../../src/assets/selectors/parties.ts';
import type { PageState } from '../../../src/assets/state/state.ts';
import { pageStates } from '../../../harness/page-states.ts';

function state(name: string): PageState {
  const found = pageStates[name];
  if (!found) throw new Error(`no state ${name}`);
  return found;
}

function callOf(page: PageState): Call {
  if (!page.call) throw new Error('no call');
  return page.call;
}

const hold = { key: 'k1', kind: 'hold', party: 'customer', on: true } as const;
const customer = (page: PageState) => partiesOf(page)[0];

test('an action shows at once and is marked as not yet confirmed', () => {
  const asked = reduce(state('talking'), { type: 'ActionAsked', action: hold });
  expect(customer(asked)).toMatchObject({ state: 'holding', pending: true });
});

test('news for an agent who signed out is not for the next agent', () => {
  const before = state('talking');
  const left = reduce(before, { type: 'SignedOut' });
  expect(reduce(left, { type: 'CallUpdated', call: callOf(before) }).call).toBeUndefined();
  if (!before.desk) throw new Error('no desk');
  expect(reduce(left, { type: 'DeskLoaded', desk: before.desk }).desk).toBeUndefined();
});

test('a call that rings or is answered without its name is the one that has the agent', () => {
  const ringing = reduce(state('ringing'), {
    type: 'LineChanged',
    line: { incoming: { call: '', leg: '' } },
  });
  const call = callOf(state('ringing')).id;
  expect(ringing.line.incoming?.call).toBe(call);
  const active = { call: '', state: 'open', muted: false } as const;
  expect(reduce(ringing, { type: 'LineOpened', active }).line.active?.call).toBe(call);
});

test('the call confirms an action by its key', () => {
  const asked = reduce(state('talking'), { type: 'ActionAsked', action: hold });
  const call = {
    ...callOf(asked),
    handledKeys: ['k1'],
    customer: { joined: true, muted: false, hold: 'hold' },
  } as const;
  const told = reduce(asked, { type: 'CallUpdated', call });
  expect(told.pending).toEqual([]);
  expect(customer(told)).toMatchObject({ state: 'held', pending: false });
});

test('other news does not undo what the agent asked for', () => {
  const asked = reduce(state('talking'), { type: 'ActionAsked', action: hold });
  const told = reduce(asked, { type: 'CallUpdated', call: { ...callOf(asked), handledKeys: ['other'] } });
  expect(customer(told)).toMatchObject({ state: 'holding', pending: true });
});

test('a refused action is taken back and says why', () => {
  const asked = reduce(state('talking'), { type: 'ActionAsked', action: hold });
  const failed = reduce(asked, {
    type: 'ActionFailed',
    key: 'k1',
    notice: { tone: 'problem', word: 'error.transfer-open' },
  });
  expect(customer(failed)).toMatchObject({ state: 'talking', pending: false });
  expect(failed.notice?.word).toBe('error.transfer-open');
});

test('an answer that comes after newer news from Sync does not turn the page back', () => {
  const asked = reduce(state('talking'), { type: 'ActionAsked', action: hold });
  const old = { ...callOf(asked), handledKeys: ['k1'] };
  const newer = { ...old, handledKeys: ['k1', 'k2'], phase: 'conferencing' } as const;
  const told = reduce(asked, { type: 'CallUpdated', call: newer });
  const answered = reduce(told, { type: 'ActionAnswered', key: 'k1', call: old });
  expect(answered.call).toEqual(newer);
});

test('an answer is taken when Sync has not told of it yet', () => {
  const asked = reduce(state('talking'), { type: 'ActionAsked', action: hold });
  const call = { ...callOf(asked), handledKeys: ['k1'], phase: 'conferencing' } as const;
  const answered = reduce(asked, { type: 'ActionAnswered', key: 'k1', call });
  expect(answered.call).toEqual(call);
  expect(answered.pending).toEqual([]);
});

test('a call that has ended never comes back to life', () => {
  const live = callOf(state('talking'));
  const ended = reduce(state('talking'), { type: 'CallUpdated', call: { ...live, phase: 'ended' } });
  expect(reduce(ended, { type: 'CallUpdated', call: live }).call?.phase).toBe('ended');
});

test('a hold is timed from the moment it is seen, and on through later news', () => {
  const talking = state('talking');
  const held = { ...callOf(talking), customer: { joined: true, muted: false, hold: 'hold' } } as const;
  const began = reduce(talking, { type: 'CallUpdated', call: held });
  const later = reduce(began, { type: 'ClockTicked', now: talking.now + 5000 });
  const again = reduce(later, { type: 'CallUpdated', call: { ...held, room: 'CF1' } });
  expect(customer(again)?.since).toBe(talking.now);
});

test('an ended session keeps the call and its line', () => {
  const expired = reduce(state('talking'), { type: 'SessionEnded' });
  expect(expired.session.kind).toBe('expired');
  expect(expired.call).toBe(state('talking').call);
  expect(expired.line).toBe(state('talking').line);
});

test('signing in again takes up where it was', () => {
  const busy = reduce(state('session-ended-in-call'), { type: 'SigningIn' });
  expect(busy.session).toMatchObject({ kind: 'expired', busy: true });
  const me = { id: 'ana', name: 'Ana Ruiz', role: 'agent' } as const;
  expect(reduce(busy, { type: 'SignedIn', me }).call).toBe(busy.call);
});

test('signing out leaves nothing of the desk behind', () => {
  const out = reduce(state('available'), { type: 'SignedOut' });
  expect(out.session).toEqual({ kind: 'signed-out', busy: false });
  expect(out.desk).toBeUndefined();
});

test('presence and queue follow each item', () => {
  const [mine] = state('available').desk?.agents ?? [];
  if (!mine) throw new Error('no agent');
  const away = reduce(state('available'), { type: 'AgentUpdated', agent: { ...mine, presence: 'away' } });
  expect(away.desk?.agents.find(({ id }) => id === 'ana')?.presence).toBe('away');
  const waiting = reduce(away, { type: 'WaitingUpdated', entry: { call: 'CA9', since: 1, front: false } });
  expect(waiting.desk?.waiting).toHaveLength(1);
  expect(reduce(waiting, { type: 'WaitingGone', call: 'CA9' }).desk?.waiting).toEqual([]);
});
