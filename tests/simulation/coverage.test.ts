import { cameUp, LoggedRows } from '../../simulation/coverage.ts';
import { agent, anaConsultsBen, anaTalks, asks, asksFor, CallSpec } from '../support/core/call-spec.ts';

/** The rows that come up while the call goes on. */
function rowsIn(spec: CallSpec, goesOn: (spec: CallSpec) => unknown): readonly number[] {
  const before = spec.state;
  goesOn(spec);
  return cameUp(before, spec.state);
}

function rungAt(...ids: readonly string[]): CallSpec {
  return new CallSpec(...ids.map((id) => agent(id))).arrives();
}

function consultRings(): CallSpec {
  return anaTalks().when(asksFor('ana', 'consult', 'ben'));
}

const hangsUp = (spec: CallSpec) => spec.when({ type: 'CustomerHungUp' });

test.each([
  ['the only agent misses a call', [1, 2], rungAt('ana'), (spec: CallSpec) => spec.misses('ana', 'failed')],
  ['a call is missed and rings elsewhere', [2], rungAt('ana', 'ben'), (spec: CallSpec) => spec.misses('ana')],
  ['the customer leaves a ringing phone', [3], rungAt('ana'), hangsUp],
  ['the last agent vanishes', [5], anaTalks(), (spec: CallSpec) => spec.leaves('ana')],
  [
    'the owner ends the call',
    [7],
    anaTalks(),
    (spec: CallSpec) => spec.when(asks('ana', { type: 'EndAsked' })),
  ],
  ['the colleague’s page is closed', [8], consultRings(), (spec: CallSpec) => spec.misses('ben', 'busy')],
  [
    'the consult is cancelled',
    [9],
    anaConsultsBen(),
    (spec: CallSpec) => spec.when(asks('ana', { type: 'CancelAsked' })),
  ],
  [
    'the consult is completed',
    [10],
    anaConsultsBen(),
    (spec: CallSpec) => spec.when(asks('ana', { type: 'CompleteAsked' })),
  ],
  [
    'completed while it rings',
    [11],
    consultRings(),
    (spec: CallSpec) => spec.when(asks('ana', { type: 'CompleteAsked' })),
  ],
  ['the initiator vanishes', [12], anaConsultsBen(), (spec: CallSpec) => spec.leaves('ana')],
  ['the target vanishes', [13], anaConsultsBen(), (spec: CallSpec) => spec.leaves('ben')],
  ['the customer leaves a consult', [14], anaConsultsBen(), hangsUp],
  ['both vanish', [5, 15], anaConsultsBen().leaves('ana'), (spec: CallSpec) => spec.leaves('ben')],
])('the simulation counts that %s', (_what, rows, spec, goesOn) => {
  expect(rowsIn(spec, goesOn)).toEqual(rows);
});

test('counts refusals, repeated clicks and callers without a document on the wire', () => {
  const wire = new LoggedRows((callSid) => callSid === 'CA-known');
  const click = {
    id: 1,
    at: 0,
    kind: 'function',
    url: '/api/transfer/start',
    request: '{"key":"k-1"}',
  } as const;
  const arrival = { id: 1, at: 0, kind: 'webhook', url: 'https://x/voice/incoming', status: 200 } as const;
  expect(wire.of({ ...click, status: 200 })).toEqual([]);
  expect(wire.of({ ...click, status: 409 })).toEqual([19, 20]);
  expect(wire.of({ ...arrival, callSid: 'CA-known' })).toEqual([]);
  expect(wire.of({ ...arrival, callSid: 'CA-unknown' })).toEqual([23]);
});
