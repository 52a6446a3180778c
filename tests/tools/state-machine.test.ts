import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRANSFER_KINDS } from '../../src/core/model/transfer-kinds.ts';
import { STATE_MACHINE, stateMachine } from '../../tools/state-machine.ts';
import { attempt } from '../../tools/state-machine/played-call.ts';
import { diagram } from '../../tools/state-machine/diagram.ts';
import { transferResults, transferStates } from '../../tools/state-machine/transfers.ts';
import { anaTalks } from '../../tools/state-machine/trials.ts';

test('docs/state-machine.md is what decide does: `npm run state-machine` writes it', () => {
  expect(readFileSync(STATE_MACHINE, 'utf8')).toBe(stateMachine());
});

test('every kind of transfer is played', () => {
  const played = transferStates().map(({ moment }) => moment.call.transfer?.kind);
  expect([...new Set(played)]).toEqual(TRANSFER_KINDS);
});

test('the API page names every kind of transfer', () => {
  const page = readFileSync(join(__dirname, '../../docs/api.md'), 'utf8');
  expect(TRANSFER_KINDS.filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
});

test('nothing that is tried in a state of a transfer is without an answer', () => {
  const unanswered = transferStates().flatMap(({ name, moment }) =>
    transferResults({ name, moment })
      .filter(([, { kind }]) => kind === 'unchanged')
      .map(([trial]) => `${name}: ${trial.name}`),
  );
  expect(unanswered).toEqual([]);
});

test('a request of somebody who is not in the call is told to be refused', () => {
  const cancels = { type: 'CancelAsked', by: 'ben', key: 'one' } as const;
  const result = attempt(anaTalks(), { name: 'ben cancels', events: () => [cancels] });
  expect(result).toEqual({ kind: 'refused', code: 'not-your-call' });
});

test('a diagram has one arrow between two states, which names all that leads there', () => {
  const arrows = ['a cat', 'a dog'].map((by) => ({ from: 'on the sofa', to: 'in the garden', by }));
  expect(diagram(arrows)).toContain('s1 --> s2: a cat, a dog');
});
