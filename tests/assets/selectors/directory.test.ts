import type { Agent } from '../../../src/core/model/agent.ts';
import { directoryOf } from '../../../src/assets/selectors/directory.ts';
import { partiesOf } from '../../../src/assets/selectors/parties.ts';
import { headingFor } from '../../../src/assets/selectors/heading.ts';
import type { PageState } from '../../../src/assets/state/state.ts';
import { agent, pageStates } from '../../../harness/page-states.ts';

function withAgents(name: string, ...others: readonly Agent[]): PageState {
  const state = pageStates[name];
  if (!state?.desk) throw new Error(`no state ${name}`);
  return { ...state, desk: { ...state.desk, agents: [...state.desk.agents, ...others] } };
}

const names = (state: PageState, search: string) => directoryOf(state, search).map(({ name }) => name);

test.each([
  ['jose', 'José Núñez'],
  ['NUNEZ', 'José Núñez'],
  ['José', 'José Núñez'],
  ['oneill', 'Tara O’Neill'],
  ["o'neill", 'Tara O’Neill'],
  ['soren', 'Søren'],
  ['strasse', 'Anna Straße'],
  ['けん', 'ケン'],
  ['ben k', 'Ｂｅｎ　Ｋ'],
  ['mary ann', 'Mary  Ann'],
])('a search for %j finds %j', (typed, name) => {
  expect(names(withAgents('talking', agent('one', name, 'available', 1)), typed)).toEqual([name]);
});

test('two colleagues of one name are told apart by their ids, wherever they are named', () => {
  const state = withAgents('consulting', agent('ben_night', 'Ben Okafor', 'available', 1));
  expect(names(state, 'ben')).toEqual(['Ben Okafor (ben_night)', 'Ben Okafor (ben)']);
  expect(names(state, 'night')).toEqual(['Ben Okafor (ben_night)']);
  expect(partiesOf(state).map(({ name }) => name)).toContain('Ben Okafor (ben)');
  expect(headingFor(state).values).toEqual({ name: 'Ben Okafor (ben)' });
});

test('a name that nobody shares stands alone', () => {
  expect(names(withAgents('talking'), 'okafor')).toEqual(['Ben Okafor']);
});

test('who wraps up this very call can be asked by name, and is not among anyone', () => {
  const base = withAgents('talking');
  const notice = { code: 'left', call: base.call?.id ?? '', at: base.now };
  const entryOf = (state: PageState, id: string) => directoryOf(state, '').find((entry) => entry.id === id);
  const before = entryOf(base, 'anyone')?.available;
  const state = withAgents('talking', agent('gia', 'Gia', 'wrap-up', 3, { notice }));
  expect(entryOf(state, 'agent-gia')?.reachable).toBe(true);
  expect(entryOf(state, 'anyone')?.available).toBe(before);
  const other = withAgents(
    'talking',
    agent('gia', 'Gia', 'wrap-up', 3, { notice: { ...notice, call: 'CA9' } }),
  );
  expect(entryOf(other, 'agent-gia')?.reachable).toBe(false);
});
