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

/** The long run draws beliefs for thousands of calls; here each setting has to show itself alone. */
const CALLS = 12;

const CASES = flippedAlone().map((beliefs): [string, BeliefSettings] => [beliefsAsText(beliefs), beliefs]);

test.each(CASES)(
  'every promise is kept where %s',
  async (_, beliefs) => {
    const { failure } = await simulate(built.folder, { seed: 3, calls: CALLS, faults: [], beliefs });
    expect(failure && failureReport(failure)).toBeUndefined();
  },
  600_000,
);
