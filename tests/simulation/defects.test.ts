import { buildForSimulation } from '../../simulation/build-functions.ts';
import { DEFECTS } from '../../simulation/defects.ts';
import { simulate } from '../../simulation/simulate.ts';

test.each(DEFECTS)(
  'the simulation finds that $name',
  async ({ patch, faults, within, seed }) => {
    const built = await buildForSimulation([patch]);
    try {
      const { failure } = await simulate(built.folder, { seed, calls: within, faults, beliefs: {} });
      expect(failure?.failure.promise).toBeDefined();
    } finally {
      built.remove();
    }
  },
  600_000,
);

test('a patch whose place has gone is refused', async () => {
  const patch = { file: 'core/decide.ts', snippet: 'this is nowhere', instead: '' };
  await expect(buildForSimulation([patch])).rejects.toThrow('0 times');
});
