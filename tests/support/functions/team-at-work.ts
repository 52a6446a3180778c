import { CALLER, BenchPhone, TestPage, type ProductBench } from './product-bench.ts';
import { until } from '../../../harness/until.ts';

/** A team at work. Ben talks with a caller, Ana is available, Sue is a supervisor, and Chika is away. */
export interface TeamAtWork {
  readonly call: string;
  readonly ana: TestPage;
  readonly ben: TestPage;
  readonly chika: TestPage;
  readonly sue: TestPage;
  readonly anaPhone: BenchPhone;
}

/** Brings the team to work and waits until nothing moves any more. */
export async function bringTeamToWork(bench: ProductBench): Promise<TeamAtWork> {
  await Promise.all([
    ...['ana', 'ben', 'chika'].map((id) => bench.addAgent(id)),
    bench.addAgent('sue', 'supervisor'),
  ]);
  const [ana, ben, chika, sue] = await Promise.all([
    signedIn(bench, 'ana'),
    signedIn(bench, 'ben'),
    signedIn(bench, 'chika'),
    signedIn(bench, 'sue'),
  ]);
  await ben.ask('/api/presence/set', { presence: 'available' });
  const benPhone = new BenchPhone(bench, 'client:ben');
  const call = new BenchPhone(bench, CALLER).dial();
  (await until('Ben rings', () => benPhone.offer)).answer();
  await until('they talk', async () => {
    const stored = await bench.call(call);
    return stored?.phase === 'talking' && stored.pending.length === 0;
  });
  await ana.ask('/api/presence/set', { presence: 'available' });
  await until('nothing runs', () => bench.local.functions.invocations().at(-1)?.path === '/api/presence/set');
  return { call, ana, ben, chika, sue, anaPhone: new BenchPhone(bench, 'client:ana') };
}

async function signedIn(bench: ProductBench, agent: string): Promise<TestPage> {
  const page = new TestPage(bench);
  await page.signIn(agent);
  return page;
}
