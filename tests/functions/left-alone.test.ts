import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { benchesOnDemand } from '../support/functions/bench-of-file.ts';
import { answersCaller, onDuty, TestPage } from '../support/functions/product-bench.ts';

const start = benchesOnDemand();

/** Ana talks with a caller. */
async function anaTalks() {
  const clock = new VirtualClock();
  const bench = await start({}, clock);
  await bench.addAgent('ana');
  const { phone } = await onDuty(bench, 'ana');
  const { call, leg } = await answersCaller(bench, clock, phone);
  const hears = () => bench.local.phoneSwitch.hearing(call)?.clip !== undefined;
  /** How long the caller is still in silence, in milliseconds; at most so many seconds. */
  const silence = async (seconds: number): Promise<number> => {
    const from = clock.now();
    while (!hears() && clock.now() < from + seconds * 1000) await clock.advance(100);
    return clock.now() - from;
  };
  return { clock, bench, call, leg, hears, silence };
}

const NO_SYNC = { at: 'sync', action: { do: 'answer', status: 503 } } as const;
const REFUSED = { do: 'answer', status: 503 } as const;
const NO_HOLD = { at: 'rest', match: '^POST .*/Participants/', action: REFUSED } as const;

test('a customer whose agent vanishes with Sync out hears music soon, and is rescued (promise: sync-out)', async () => {
  const { clock, bench, call, leg, silence } = await anaTalks();
  bench.local.faults.set([NO_SYNC]);
  bench.local.phoneSwitch.hangUp(leg);
  expect(await silence(10)).toBeLessThanOrEqual(5000);

  bench.local.faults.set([]);
  await clock.advance(15_000);
  expect((await bench.call(call))?.phase).toBe('rescuing');
});

test.each([
  ['refuses', REFUSED],
  ['does not answer', { do: 'hang' }],
] as const)(
  'a customer whose music Twilio %s for some seconds hears it soon afterwards (promise: rest-fails)',
  async (_, action) => {
    const { clock, bench, leg, hears, silence } = await anaTalks();
    bench.local.faults.set([{ ...NO_HOLD, action }]);
    bench.local.phoneSwitch.hangUp(leg);
    await clock.advance(4000);
    expect(hears()).toBe(false);
    bench.local.faults.set([]);
    expect(await silence(10)).toBeLessThanOrEqual(2000);
  },
);

test.each([
  ['refuses', REFUSED],
  ['does not answer', { do: 'hang' }],
] as const)(
  'Twilio can tell a leaving three times while Sync %s (promise: webhooks-fail)',
  async (_, action) => {
    const { clock, bench, leg } = await anaTalks();
    bench.local.faults.set([{ ...NO_SYNC, action }]);
    const told: number[] = [];
    bench.local.log.subscribe(({ kind, url = '', status, request = '' }) => {
      if (kind === 'webhook' && url.includes('conference-event') && request.includes('participant-leave'))
        told.push(status ?? 0);
    });
    bench.local.phoneSwitch.hangUp(leg);
    await clock.advance(15_000);
    expect(told.slice(0, 3)).toEqual([503, 503, 503]);
  },
);

test('any page’s heartbeat brings music to a customer without webhooks (promise: rest-fails)', async () => {
  const { clock, bench, leg, hears, silence } = await anaTalks();
  await bench.addAgent('ben');
  const ben = new TestPage(bench);
  await ben.signIn('ben');
  bench.local.faults.set([NO_HOLD]);
  bench.local.phoneSwitch.hangUp(leg);
  await clock.advance(30_000);
  bench.local.faults.set([]);
  await clock.advance(5000);
  expect(hears()).toBe(false);
  await ben.ask('/api/presence/beat', { call: null, page: 'bens_page' });
  expect(await silence(10)).toBeLessThanOrEqual(1000);
});

test('a customer whom Twilio will not hold alone is sent into the room anew once (promise: agent-vanishes)', async () => {
  const { clock, bench, call, leg, hears } = await anaTalks();
  bench.local.beliefs.set({ loneHold: 'refused', loneConference: 'in-progress' });
  let sent = 0;
  bench.local.log.subscribe(({ kind, method, url = '', request = '' }) => {
    if (
      kind === 'rest' &&
      method === 'POST' &&
      url.endsWith(`${call}.json`) &&
      request.includes('after-room')
    )
      sent += 1;
  });
  bench.local.phoneSwitch.hangUp(leg);
  await clock.advance(60_000);
  expect((await bench.call(call))?.phase).not.toBe('talking');
  expect(hears()).toBe(true);
  expect(sent).toBe(1);
});

test('an end that could not be saved, because others wrote, is sent again (promise: clicked-twice)', async () => {
  const { clock, bench, call } = await anaTalks();
  const conflict = { do: 'answer', status: 412, code: 54103 } as const;
  bench.local.faults.set([{ at: 'sync', match: '^POST .*/Documents/call-', action: conflict }]);
  bench.local.phoneSwitch.hangUp(call);
  await clock.advance(3000);
  bench.local.faults.set([]);
  await clock.advance(7000);
  expect((await bench.call(call))?.phase).toBe('ended');
  expect(await bench.agent('ana')).toMatchObject({ presence: 'wrap-up' });
});
