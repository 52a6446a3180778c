import type { Clock } from '../../../emulator/clock.ts';
import { buildProduct, startProductBench, type ProductBench } from './product-bench.ts';

type Prepare = (bench: ProductBench) => unknown;
type Start = (settings?: Readonly<Record<string, string>>, clock?: Clock) => Promise<ProductBench>;

/**
 * Builds the product once for the tests of a file. Every bench is stopped after its test.
 * @returns starts a bench with settings and a clock of its own
 */
export function benchesOnDemand(): Start {
  const folder = buildOnce();
  let open: ProductBench[] = [];
  afterEach(() => {
    open.forEach((bench) => bench.stop());
    open = [];
  });
  return async (settings, clock) => {
    const bench = await startProductBench(folder(), settings, clock);
    open.push(bench);
    return bench;
  };
}

/** A new bench for each test of a file. */
export function benchForEachTest(prepare: Prepare): void {
  const start = benchesOnDemand();
  beforeEach(async () => void (await prepare(await start())));
}

/** One bench for all tests of a file. The tests leave it as it is. */
export function benchForAllTests(prepare: Prepare): void {
  const folder = buildOnce();
  let bench: ProductBench | undefined;
  beforeAll(async () => {
    bench = await startProductBench(folder());
    await prepare(bench);
  });
  afterAll(() => bench?.stop());
}

function buildOnce(): () => string {
  let built: Awaited<ReturnType<typeof buildProduct>> | undefined;
  beforeAll(async () => {
    built = await buildProduct();
  });
  afterAll(() => built?.remove());
  return () => built?.folder ?? '';
}
