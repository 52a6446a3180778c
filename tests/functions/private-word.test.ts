import { VirtualClock } from '../../emulator/virtual-clock.ts';
import { benchesOnDemand } from '../support/bench-of-file.ts';
import { answersCaller, onDuty } from '../support/product-bench.ts';

const start = benchesOnDemand();

/** Lets time pass while it is done. */
async function during<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
  const about = { isDone: false };
  const done = work.finally(() => (about.isDone = true));
  while (!about.isDone) await clock.advance(50);
  return done;
}

/** Ana talks with a caller, Ben is on duty. `heard` is for how long the caller has heard Ben, in milliseconds. */
async function anaTalks() {
  const clock = new VirtualClock();
  const bench = await start({}, clock);
  for (const id of ['ana', 'ben']) await bench.addAgent(id);
  const ana = await during(clock, onDuty(bench, 'ana'));
  const { call } = await answersCaller(bench, clock, ana.phone);
  await clock.advance(1000);
  const ben = await during(clock, onDuty(bench, 'ben'));
  const about = { heard: 0, overheard: 0, ben: '' };
  const voices = (sid: string) => bench.local.exchange.hearing(sid)?.voices ?? [];
  const pass = async (seconds: number): Promise<void> => {
    for (let steps = seconds * 20; steps > 0; steps -= 1) {
      await clock.advance(50);
      if (voices(call).includes(about.ben)) about.heard += 50;
      if (about.ben && voices(about.ben).includes(call)) about.overheard += 50;
    }
  };
  let clicks = 0;
  const click = (path: string, body: object = {}) =>
    ana.page.post(`/api/transfer/${path}`, { call, key: `click-number-${(clicks += 1)}`, ...body });
  const benAnswers = async (): Promise<void> => {
    while (!ben.phone.offer) await pass(1);
    about.ben = ben.phone.offer.callSid;
    ben.phone.offer.answer();
  };
  const refuse = (sid: string, action: object) =>
    bench.local.faults.set([{ at: 'rest', match: `^POST .*/Participants/${sid}`, action } as never]);
  return { bench, call, about, pass, click, benAnswers, refuse };
}

const CONSULT = { kind: 'consult', target: { kind: 'agent', agent: 'ben' } };

test.each([
  ['refuses', { do: 'answer', status: 503 }],
  ['says has nobody to act on', { do: 'answer', status: 404 }],
  ['does not answer', { do: 'hang' }],
])(
  'row 8: a customer whose hold Twilio %s for half a minute hears nothing of the private word',
  async (_, action) => {
    const { bench, call, about, pass, click, benAnswers, refuse } = await anaTalks();
    refuse(call, action);
    void click('start', CONSULT);
    await benAnswers();
    await pass(36);
    bench.local.faults.set([]);
    await pass(15);
    expect(about.heard).toBe(0);
    const stored = await bench.call(call);
    expect(stored).toMatchObject({ phase: 'talking', lastTransfer: { result: 'not-private' } });
    expect(bench.local.exchange.hearing(call)?.clip).toBeUndefined();
  },
);

test('row 8: a customer’s hold that is refused for some seconds delays the private word', async () => {
  const { bench, call, about, pass, click, benAnswers, refuse } = await anaTalks();
  refuse(call, { do: 'answer', status: 503 });
  void click('start', CONSULT);
  await benAnswers();
  await pass(5);
  bench.local.faults.set([]);
  await pass(10);
  expect(about.heard).toBe(0);
  expect((await bench.call(call))?.transfer?.state).toBe('open');
});

describe('a swap', () => {
  async function consulting() {
    const scene = await anaTalks();
    void scene.click('start', CONSULT);
    await scene.benAnswers();
    await scene.pass(2);
    return scene;
  }

  test.each([
    ['is slow', { do: 'delay', ms: 400 }],
    ['is refused', { do: 'answer', status: 503 }],
  ])('lets the customer hear nothing of the colleague when their hold %s', async (_, action) => {
    const { bench, call, about, pass, click, refuse } = await consulting();
    void click('swap');
    await pass(2);
    expect((await bench.call(call))?.customer.hold).toBeUndefined();
    refuse(call, action);
    void click('swap');
    await pass(15);
    expect(about.heard).toBe(0);
  });

  test('lets the colleague hear nothing of the customer when the colleague’s hold is refused', async () => {
    const { about, pass, click, refuse } = await consulting();
    refuse(about.ben, { do: 'answer', status: 503 });
    void click('swap');
    await pass(15);
    expect(about.overheard).toBe(0);
  });
});
