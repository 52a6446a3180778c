import * as fc from 'fast-check';
import type { Agent } from '../../src/core/model/agent.ts';
import { heartbeat } from '../../src/call/keep-presence.ts';
import { readNextAgents } from '../../src/call/next-agents.ts';
import { agent, START } from '../support/core/call-spec.ts';
import { memoryPorts } from '../support/core/memory-ports.ts';

const idOf = (index: number): string => `agent_${String(index).padStart(4, '0')}`;

/** Those whose pages live, and those who are not at work. */
function people(areAtWork: readonly boolean[]): readonly Agent[] {
  return areAtWork.map((isAtWork, index) =>
    agent(idOf(index), isAtWork ? { seenAt: START - 30_000 } : { presence: 'offline', seenAt: 0 }),
  );
}

/** The agents whom the agent's page checks on, and how many reads of the map of agents that took. */
async function nextFrom(all: readonly Agent[], own: Agent) {
  const { ports } = memoryPorts(all);
  const fromOwn = await ports.agents.page(own.id);
  let reads = 1;
  const page: typeof ports.agents.page = async (from) => ((reads += 1), ports.agents.page(from));
  const { agents: after, isAtTheEnd } = await readNextAgents(
    { ...ports, agents: { ...ports.agents, page } },
    own,
    fromOwn,
  );
  return { ids: after.map(({ value }) => value.id), reads, isAtTheEnd };
}

test('everybody, at work or not, is checked by ten pages, or by all if fewer', async () => {
  const floors = fc.integer({ min: 0, max: 100 }).chain((percent) => {
    const isAtWork = fc.integer({ min: 0, max: 99 }).map((drawn) => drawn < percent);
    return fc.array(isAtWork, { minLength: 1, maxLength: 350, size: 'max' });
  });
  await fc.assert(
    fc.asyncProperty(floors, async (areAtWork) => {
      const all = people(areAtWork);
      const atWork = all.filter(({ presence }) => presence !== 'offline');
      const rounds = await Promise.all(atWork.map((own) => nextFrom(all, own)));
      for (const { id } of all) {
        const others = atWork.filter((each) => each.id !== id).length;
        const checkers = rounds.filter(({ ids }) => ids.includes(id)).length;
        expect(checkers).toBeGreaterThanOrEqual(Math.min(10, others));
        expect(checkers).toBeLessThanOrEqual(others);
      }
    }),
    { numRuns: 30 },
  );
});

test.each([
  [5, 5],
  [240, 10],
])('of %i pages %i ask after the queue', async (count, askers) => {
  const all = people(Array.from({ length: count }, () => true));
  const rounds = await Promise.all(all.map((own) => nextFrom(all, own)));
  expect(rounds.filter(({ isAtTheEnd }) => isAtTheEnd)).toHaveLength(askers);
});

test('no agent is checked twice in one round', async () => {
  const all = people(Array.from({ length: 250 }, (_, index) => index % 40 === 0));
  for (const own of all) {
    const { ids } = await nextFrom(all, own);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(own.id);
  }
});

test.each([20, 60, 240, 1000])(
  'of %i agents a page looks after others in one or two reads',
  async (count) => {
    const all = people(Array.from({ length: count }, () => true));
    const reads = await Promise.all(all.map(async (own) => (await nextFrom(all, own)).reads));
    expect(Math.max(...reads)).toBeLessThanOrEqual(2);
    // The last ten go round to the first ones.
    expect(reads.filter((each) => each > 1)).toHaveLength(10);
  },
);

test('where few are at work, each of their pages reads at most everybody', async () => {
  const all = people(Array.from({ length: 1000 }, (_, index) => index % 100 === 0));
  const atWork = all.filter(({ presence }) => presence !== 'offline');
  const reads = await Promise.all(atWork.map(async (own) => (await nextFrom(all, own)).reads));
  // A thousand items come in ten reads. The round begins in the middle, so it may take eleven, with one item twice.
  expect(Math.max(...reads)).toBeLessThanOrEqual(12);
});

test('a heartbeat reads as much of 1,000 agents as of 20', async () => {
  const readsWith = async (count: number): Promise<readonly string[]> => {
    const { ports } = memoryPorts(people(Array.from({ length: count }, () => true)));
    const did: string[] = [];
    const counted = Object.fromEntries(
      (['list', 'page', 'load'] as const).map((name) => {
        const read = ports.agents[name] as (id?: string) => Promise<unknown>;
        return [name, (id?: string) => (did.push(name), read(id))];
      }),
    );
    await heartbeat({ ...ports, agents: { ...ports.agents, ...counted } }, idOf(5), null, 'page');
    return did;
  };
  expect(await readsWith(20)).toEqual(['page']);
  expect(await readsWith(1000)).toEqual(['page']);
});
