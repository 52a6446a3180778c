import type { Browser } from 'playwright-core';
import { DEMO_AGENTS, startProduct, type Product } from '../../tools/local/product.ts';
import { AgentPage } from '../../harness/agent-page.ts';
import { launchBrowser } from '../../harness/browser.ts';
import { Caller } from '../../harness/caller.ts';
import { Control } from '../../harness/control.ts';
import { until } from '../../harness/until.ts';
import { pagesIn, tellOnFailure, wireLines } from '../support/page/what-was-seen.ts';

const TONES = { ana: 2100, ben: 2500, mara: 2900 };

let product: Product;
let browser: Browser;

tellOnFailure(async () => {
  const events = await new Control(product.consoleUrl).events();
  return [await pagesIn(browser), wireLines(events)].join('\n\n');
});

beforeAll(async () => {
  product = await startProduct({ port: 0, twilioPort: 0 });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function agentAtWork(id: 'ana' | 'ben'): Promise<AgentPage> {
  const agent = await AgentPage.open(browser, product.pageUrl, TONES[id]);
  await agent.signIn(id, DEMO_AGENTS.find((each) => each.id === id)?.passcode ?? '');
  await agent.goAvailable();
  return agent;
}

test('a deploy during a call is not heard, and the new build transfers the call', async () => {
  const ana = await agentAtWork('ana');
  const control = new Control(product.consoleUrl);
  const mara = await Caller.call(control, {
    number: '+15550109301',
    to: product.number,
    toneHz: TONES.mara,
    listenFor: Object.values(TONES),
  });
  await ana.answer();
  const hearEachOther = async (): Promise<boolean> => {
    const [levels, heard] = await Promise.all([ana.hears([TONES.mara]), mara.hears(0.8)]);
    return (levels[TONES.mara] ?? -120) > -45 && String(heard.tones) === String([TONES.ana]);
  };
  await until('they talk', hearEachOther);
  const began = Date.now();
  await product.deploy();
  const gaps = (await mara.heard()).filter(
    ({ kind, from, to }) => kind === 'silence' && from > began && to - from > 1000,
  );
  expect(gaps).toEqual([]);
  expect(await hearEachOther()).toBe(true);

  const ben = await agentAtWork('ben');
  await ana.transferTo('Ben', 'Consult');
  await ben.answer();
  await ana.click('Complete transfer');
  await until(
    'Ben and the customer talk',
    async () => String((await mara.hears(0.8)).tones) === String([TONES.ben]),
  );
});
