import type { Browser } from 'playwright-core';
import { AgentPage } from '../support/agent-page.ts';
import { launchBrowser } from '../support/browser.ts';
import { Caller } from '../support/caller.ts';
import { HEARD_ABOVE_DB } from '../support/ears.ts';
import { startRunningProduct, type RunningProduct } from '../support/running-product.ts';
import { until } from '../support/until.ts';

const TONES = { ana: 2100, ben: 2500, chika: 1900, dev: 2300, mara: 2900, tom: 2700 };
const ALL = Object.values(TONES);

let product: RunningProduct;
let browser: Browser;
let open: AgentPage[] = [];

beforeAll(async () => {
  product = await startRunningProduct();
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

let callers: Caller[] = [];
let lastNumber = 9000;

afterEach(async () => {
  await Promise.all(callers.map((caller) => caller.hangUp()));
  await Promise.all(open.map((page) => page.goOffline()));
  [open, callers] = [[], []];
});

type Name = 'ana' | 'ben' | 'chika' | 'dev';

async function agentAtWork(id: Name): Promise<AgentPage> {
  const agent = await AgentPage.open(browser, product.pageUrl, TONES[id]);
  open.push(agent);
  await agent.signIn(id, `${id}-2468`);
  await agent.goAvailable();
  return agent;
}

async function call(name: 'mara' | 'tom'): Promise<Caller> {
  lastNumber += 1;
  const number = `+1555010${lastNumber}`;
  const caller = await Caller.call(product.control, {
    number,
    to: product.number,
    toneHz: TONES[name],
    listenFor: ALL,
  });
  callers.push(caller);
  return caller;
}

/** The tones that an agent's page plays. */
async function heardBy(agent: AgentPage): Promise<readonly number[]> {
  const levels = await agent.hears(ALL);
  return ALL.filter((tone) => (levels[tone] ?? -120) > HEARD_ABOVE_DB).sort((a, b) => a - b);
}

/** Waits until everybody hears exactly whom they should: the audio itself is the proof. */
async function expectHearing(expected: readonly [AgentPage | Caller, readonly number[]][]): Promise<void> {
  await until('everybody hears whom they should', async () => {
    const heard = await Promise.all(
      expected.map(([who]) =>
        who instanceof Caller ? who.hears(0.8).then(({ tones }) => tones) : heardBy(who),
      ),
    );
    return heard.every(
      (tones, index) => String(tones) === String([...(expected[index]?.[1] ?? [])].sort((a, b) => a - b)),
    );
  });
}

describe('a warm transfer, heard at all three ends', () => {
  test('row 10: consult: the customer hears only music while the agents talk, then the second agent', async () => {
    const ana = await agentAtWork('ana');
    const mara = await call('mara');
    await until('the caller hears a greeting', async () => (await mara.hears(0.5)).sounds);
    await ana.answer();
    await expectHearing([
      [ana, [TONES.mara]],
      [mara, [TONES.ana]],
    ]);

    const ben = await agentAtWork('ben');
    await ana.transferTo('Ben', 'Consult', 'Her parcel is late, and she is right.');
    await ben.sees('Her parcel is late, and she is right.');
    await ben.answer();
    await expectHearing([
      [ana, [TONES.ben]],
      [ben, [TONES.ana]],
      [mara, []],
    ]);
    const held = await mara.hears(3);
    expect(held).toEqual({ tones: [], sounds: true });

    await ana.click('Complete transfer');
    await ana.sees('Wrap-up');
    await expectHearing([
      [ben, [TONES.mara]],
      [mara, [TONES.ben]],
      [ana, []],
    ]);
    await mara.hangUp();
    await ben.sees('Wrap-up');
    const { conferences } = await product.control.state();
    expect(conferences.filter(({ status }) => status !== 'completed')).toEqual([]);
  }, 90_000);

  test('row 10 and row 7: add: all three talk, the first agent leaves, the second ends the call', async () => {
    const ana = await agentAtWork('ana');
    const mara = await call('mara');
    await ana.answer();
    await ana.sees('Talking with');
    const ben = await agentAtWork('ben');
    await ana.transferTo('Ben', 'Add to call');
    await ben.answer();
    await expectHearing([
      [ana, [TONES.ben, TONES.mara]],
      [ben, [TONES.ana, TONES.mara]],
      [mara, [TONES.ana, TONES.ben]],
    ]);
    await ana.click('Complete transfer');
    await expectHearing([
      [ben, [TONES.mara]],
      [mara, [TONES.ben]],
      [ana, []],
    ]);
    await ben.endCall();
    await until('the caller is off the line', async () => !(await mara.isOnTheLine()));
  }, 90_000);

  test('row 9: cancel: the colleague is gone and the customer is back with the first agent', async () => {
    const ana = await agentAtWork('ana');
    const mara = await call('mara');
    await ana.answer();
    await ana.sees('Talking with');
    const ben = await agentAtWork('ben');
    await ana.transferTo('Ben', 'Consult');
    await ben.answer();
    await expectHearing([
      [ana, [TONES.ben]],
      [mara, []],
    ]);
    await ana.click('Cancel transfer');
    await expectHearing([
      [ana, [TONES.mara]],
      [mara, [TONES.ana]],
      [ben, []],
    ]);
    await ana.endCall();
    await until('the caller is off the line', async () => !(await mara.isOnTheLine()));
  }, 90_000);

  test('two stories at the same time never cross', async () => {
    const [ana, mara] = [await agentAtWork('ana'), await call('mara')];
    await ana.answer();
    await ana.sees('Talking with');
    const [chika, tom] = [await agentAtWork('chika'), await call('tom')];
    await chika.answer();
    await chika.sees('Talking with');
    const [ben, dev] = [await agentAtWork('ben'), await agentAtWork('dev')];
    await Promise.all([ana.transferTo('Ben', 'Consult'), chika.transferTo('Dev', 'Consult')]);
    await Promise.all([ben.answer(), dev.answer()]);
    await expectHearing([
      [ana, [TONES.ben]],
      [ben, [TONES.ana]],
      [chika, [TONES.dev]],
      [dev, [TONES.chika]],
      [mara, []],
      [tom, []],
    ]);
    await Promise.all([ana.click('Complete transfer'), chika.click('Complete transfer')]);
    await expectHearing([
      [ben, [TONES.mara]],
      [mara, [TONES.ben]],
      [dev, [TONES.tom]],
      [tom, [TONES.dev]],
    ]);
    await Promise.all([mara.hangUp(), tom.hangUp()]);
  }, 120_000);
});
