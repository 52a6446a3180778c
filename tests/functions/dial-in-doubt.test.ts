import type { FaultRule } from '../../emulator/faults.ts';
import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import {
  CALLER,
  identityNow,
  onDuty,
  BenchPhone,
  type ProductBench,
} from '../support/functions/product-bench.ts';

const start = benchesOnDemand();
let clock: VirtualClock;
let bench: ProductBench;

beforeEach(async () => {
  clock = new VirtualClock();
  bench = await start({}, clock);
});

const DIAL = '^POST .*/Calls\\.json';
const NO_WORD: FaultRule = { at: 'webhook', match: '/voice/call-status', action: { do: 'drop' } };

async function phoneOf(id: string): Promise<BenchPhone> {
  await bench.addAgent(id);
  return (await onDuty(bench, id)).phone;
}

const dialsTo = (id: string) => bench.local.phoneSwitch.listCalls({ to: `client:${identityNow(bench, id)}` });

describe('an agent’s phone rings by a dial whose answer was lost (promise: rest-fails)', () => {
  it.each([
    ['was answered by nothing', { do: 'hang', after: true }],
    ['was answered with a fault', { do: 'answer', status: 503, after: true }],
  ] as const)('takes up the ring although the dial %s and its callbacks are lost', async (_how, action) => {
    const phone = await phoneOf('ana');
    bench.local.faults.set([{ at: 'rest', match: DIAL, action }, NO_WORD]);
    const call = new BenchPhone(bench, CALLER).dial();
    await clock.advance(8000);
    expect((await bench.call(call))?.legs).toMatchObject([{ sid: phone.offer?.callSid }]);
    phone.offer?.answer();
    await clock.advance(3000);
    expect((await bench.call(call))?.phase).toBe('talking');
    expect(dialsTo('ana')).toHaveLength(1);
  });

  it('rings nobody twice while Twilio cannot be asked, and takes the ring up later', async () => {
    const phone = await phoneOf('ana');
    bench.local.faults.set([
      { at: 'rest', match: DIAL, action: { do: 'hang', after: true } },
      { at: 'rest', match: '^GET .*/Calls\\.json', action: { do: 'answer', status: 503 } },
      NO_WORD,
    ]);
    const call = new BenchPhone(bench, CALLER).dial();
    await clock.advance(8000);
    expect(await bench.agent('ana')).toMatchObject({ presence: 'busy', call });
    bench.local.faults.set([NO_WORD]);
    await clock.advance(8000);
    expect((await bench.call(call))?.legs).toMatchObject([{ sid: phone.offer?.callSid }]);
    expect(dialsTo('ana')).toHaveLength(1);
  });

  it('rings nobody twice when its webhooks were lost too, and takes the ring up', async () => {
    const phone = await phoneOf('ana');
    const slowDial: FaultRule = { at: 'rest', match: DIAL, action: { do: 'delay', ms: 2000 } };
    bench.local.faults.set([slowDial]);
    const call = new BenchPhone(bench, CALLER).dial();
    await clock.advance(1500);
    bench.local.faults.set([slowDial, { at: 'sync', action: { do: 'answer', status: 503 } }]);
    await clock.advance(12_500);
    expect(phone.offer).toBeDefined();
    bench.local.faults.set([]);
    await clock.advance(3000);
    expect((await bench.call(call))?.legs).toMatchObject([{ sid: phone.offer?.callSid }]);
    expect(dialsTo('ana')).toHaveLength(1);
  });

  it('rings the next agent at once when Twilio knows of no ring', async () => {
    const first = await phoneOf('ana');
    const second = await phoneOf('ben');
    bench.local.faults.set([{ at: 'rest', match: DIAL, times: 1, action: { do: 'answer', status: 503 } }]);
    new BenchPhone(bench, CALLER).dial();
    await clock.advance(2000);
    expect([first.offer, second.offer].filter(Boolean)).toHaveLength(1);
    expect(dialsTo('ana').length + dialsTo('ben').length).toBe(1);
  });
});
