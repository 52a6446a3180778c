import { BELIEFS } from '../../emulator/beliefs.ts';
import { buildForSimulation } from '../../simulation/build-functions.ts';
import { SimulatedCaller } from '../../simulation/caller.ts';
import { Random } from '../../simulation/random.ts';
import { loadWarmFunctions } from '../../simulation/warm-functions.ts';
import { createWorld } from '../../simulation/world.ts';

const LONGEST_WAIT_S = 60;

test.each(BELIEFS.musicSignature.settings)(
  'with Sync out beyond the longest wait a caller leaves a message; music is %s (promise: sync-out)',
  async (musicSignature) => {
    const { folder, remove } = await buildForSimulation();
    try {
      const warm = await loadWarmFunctions(folder);
      const variables = { LONGEST_WAIT_SECONDS: String(LONGEST_WAIT_S) };
      const world = await createWorld({
        seed: '1',
        warm,
        people: [],
        beliefs: {},
        variables,
        afterStep: () => undefined,
      });
      world.local.beliefs.set({ musicSignature });
      world.local.faults.set([{ at: 'sync', action: { do: 'answer', status: 503 } }]);
      const caller = new SimulatedCaller(world, new Random('1', 'caller'), 0);
      caller.dial(600_000);
      await world.clock.advance(LONGEST_WAIT_S * 1000);
      expect([...world.recorded]).toEqual([]);
      await world.clock.advance(60_000);
      expect([...world.recorded]).toEqual([caller.call]);
      world.local.faults.set([]);
      await world.clock.advance(600_000);
      expect(world.entries('map', 'waiting')).toEqual([]);
    } finally {
      remove();
    }
  },
  60_000,
);
