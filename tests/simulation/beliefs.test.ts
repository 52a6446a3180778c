import type { BeliefSettings } from '../../emulator/beliefs.ts';
import { beliefsAsText, flippedAlone } from '../../simulation/beliefs.ts';
import { buildForSimulation } from '../../simulation/build-functions.ts';
import { failureReport } from '../../simulation/report.ts';
import { simulate } from '../../simulation/simulate.ts';

let built: Awaited<ReturnType<typeof buildForSimulation>>;
beforeAll(async () => {
  built = await buildForSimulation();
});
afterAll(() => built.remove());

const CASES = flippedAlone().map((beliefs): [string, BeliefSettings] => [beliefsAsText(beliefs), beliefs]);

test.each(CASES)(
  'every promise is kept where %s',
  async (_, beliefs) => {
    const { failure } = await simulate(built.folder, { seed: 3, calls: 40, faults: [], beliefs });
    expect(failure && failureReport(failure)).toBeUndefined();
  },
  120_000,
);
