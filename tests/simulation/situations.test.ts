import { cameUp, WireRows } from '../../simulation/situations.ts';
import { agent, anaConsultsBen, anaTalks, asks, asksFor, Story } from '../support/given-when-then.ts';

/** The rows that come up while the story goes on. */
function rowsIn(story: Story, goesOn: (story: Story) => unknown): readonly number[] {
  const before = story.state;
  goesOn(story);
  return cameUp(before, story.state);
}

function rungAt(...ids: readonly string[]): Story {
  return new Story(...ids.map((id) => agent(id))).arrives();
}

function consultRings(): Story {
  return anaTalks().when(asksFor('ana', 'consult', 'ben'));
}

const hangsUp = (story: Story) => story.when({ type: 'CustomerHungUp' });

test.each([
  ['the only agent misses a call', [1, 2], rungAt('ana'), (story: Story) => story.misses('ana', 'failed')],
  ['a call is missed and rings elsewhere', [2], rungAt('ana', 'ben'), (story: Story) => story.misses('ana')],
  ['the customer leaves a ringing phone', [3], rungAt('ana'), hangsUp],
  ['the last agent vanishes', [5], anaTalks(), (story: Story) => story.leaves('ana')],
  [
    'the owner ends the call',
    [7],
    anaTalks(),
    (story: Story) => story.when(asks('ana', { type: 'EndAsked' })),
  ],
  ['the colleague’s page is closed', [8], consultRings(), (story: Story) => story.misses('ben', 'busy')],
  [
    'the consult is cancelled',
    [9],
    anaConsultsBen(),
    (story: Story) => story.when(asks('ana', { type: 'CancelAsked' })),
  ],
  [
    'the consult is completed',
    [10],
    anaConsultsBen(),
    (story: Story) => story.when(asks('ana', { type: 'CompleteAsked' })),
  ],
  [
    'completed while it rings',
    [11],
    consultRings(),
    (story: Story) => story.when(asks('ana', { type: 'CompleteAsked' })),
  ],
  ['the initiator vanishes', [12], anaConsultsBen(), (story: Story) => story.leaves('ana')],
  ['the target vanishes', [13], anaConsultsBen(), (story: Story) => story.leaves('ben')],
  ['the customer leaves a consult', [14], anaConsultsBen(), hangsUp],
  ['both vanish', [5, 15], anaConsultsBen().leaves('ana'), (story: Story) => story.leaves('ben')],
])('the simulation counts that %s', (_what, rows, story, goesOn) => {
  expect(rowsIn(story, goesOn)).toEqual(rows);
});

test('of what goes over the wire it counts refusals, repeated clicks and callers whom nothing is stored about', () => {
  const wire = new WireRows((callSid) => callSid === 'CA-known');
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
