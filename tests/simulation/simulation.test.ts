import { buildForSimulation } from '../../simulation/build-functions.ts';
import { simulate } from '../../simulation/simulate.ts';

test('a few dozen calls of a fixed seed keep every promise', async () => {
  const { folder, remove } = await buildForSimulation();
  try {
    const { failure } = await simulate(folder, { seed: 1, calls: 40 });
    expect(failure).toBeUndefined();
  } finally {
    remove();
  }
}, 600_000);

test('the same seed gives the same run, to the byte', async () => {
  const { folder, remove } = await buildForSimulation();
  try {
    const once = await simulate(folder, {
      seed: 5,
      calls: 20,
      faults: ['webhooks', 'rest', 'sync', 'kills'],
    });
    const again = await simulate(folder, {
      seed: 5,
      calls: 20,
      faults: ['webhooks', 'rest', 'sync', 'kills'],
    });
    const other = await simulate(folder, { seed: 6, calls: 20 });
    expect(again.digests).toEqual(once.digests);
    expect(other.digests).not.toEqual(once.digests);
  } finally {
    remove();
  }
}, 600_000);
