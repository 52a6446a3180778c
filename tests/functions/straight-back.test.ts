import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { until } from '../../harness/until.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import { answersCaller, onDuty } from '../support/functions/product-bench.ts';

const start = benchesOnDemand();

test.each(['consult', 'add', 'blind'] as const)(
  'a customer is sent straight back, by %s, to an agent in wrap-up',
  async (kind) => {
    const clock = new VirtualClock();
    const bench = await start({}, clock);
    for (const id of ['ana', 'ben']) await bench.addAgent(id);
    const ana = await onDuty(bench, 'ana');
    const { call } = await answersCaller(bench, clock, ana.phone);
    const ben = await onDuty(bench, 'ben');
    const asks = (who: typeof ana, path: string, key: string, body: object = {}) =>
      who.page.post(`/api/transfer/${path}`, { call, key, ...body });
    const target = (agent: string) => ({ target: { kind: 'agent', agent } });
    await asks(ana, 'start', 'click-0001', { kind: 'consult', ...target('ben') });
    await rung(clock, ben.phone);
    await until('they consult', async () => {
      await clock.advance(200);
      return (await bench.call(call))?.transfer?.state === 'open';
    });
    await asks(ana, 'complete', 'click-0002');
    await clock.advance(2000);
    expect((await bench.agent('ana')).presence).toBe('wrap-up');
    ana.phone.offer = undefined;

    expect((await asks(ben, 'start', 'click-0003', { kind, ...target('ana') })).status).toBe(200);
    await rung(clock, ana.phone);
  },
);

async function rung(clock: VirtualClock, phone: Awaited<ReturnType<typeof onDuty>>['phone']): Promise<void> {
  const offer = await until('the telephone rings', async () => {
    await clock.advance(200);
    return phone.offer;
  });
  offer.answer();
}
