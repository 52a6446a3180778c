import type { Browser } from 'playwright-core';
import { AgentPage } from './agent-page.ts';
import { Caller } from './caller.ts';
import { Control, type WireEvent } from './control.ts';
import { until } from './until.ts';

/** How long it takes from something happening at Twilio to the page showing it. */
export interface PageLatency {
  readonly what: string;
  readonly milliseconds: number;
}

/** The product to measure, and its agents. */
export interface MeasuredProduct {
  readonly pageUrl: string;
  readonly consoleUrl: string;
  readonly number: string;
}

interface Players {
  readonly control: Control;
  readonly ana: AgentPage;
  readonly ben: AgentPage;
}

const VOICES = { ana: 2100, ben: 2500, caller: 2900 };

/** Plays one consult between the demo agents Ana and Ben, and times what their pages show. Both are offline after it. */
export async function measurePageLatency(
  browser: Browser,
  product: MeasuredProduct,
): Promise<readonly PageLatency[]> {
  const control = new Control(product.consoleUrl);
  const [ana, ben] = await Promise.all([arrive(browser, product, 'ana'), arrive(browser, product, 'ben')]);
  try {
    return await playConsult({ control, ana, ben }, product.number);
  } finally {
    await Promise.all([ana.goOffline(), ben.goOffline()]);
  }
}

async function playConsult({ control, ana, ben }: Players, number: string): Promise<readonly PageLatency[]> {
  const time = createTimer(control);
  await ana.goAvailable();
  const call = { number: '+15550104001', to: number, toneHz: VOICES.caller, listenFor: [VOICES.ana] };
  let caller: Caller | undefined;
  const dial = async (): Promise<void> => void (caller = await Caller.call(control, call));
  const rings = await time('dialled: the page rings', isDial, dial, ana, 'Incoming call');
  const talks = await time('answered: the page says so', isAnswer, () => ana.answer(), ana, 'Talking with');
  await ben.goAvailable();
  const ask = () => ana.transferTo('Ben', 'Consult');
  const asks = await time('colleague dialled: theirs rings', isDial, ask, ben, 'is transferring');
  const join = () => ben.answer();
  const joins = await time('colleague joined: the first page says so', isJoin, join, ana, 'Private talk');
  const hangUp = async () => caller?.hangUp();
  const ends = await time('customer hung up: the page says so', isEnd, hangUp, ana, 'Nobody rings you');
  await ben.sees('Nobody rings you');
  return [rings, talks, asks, joins, ends];
}

async function arrive(browser: Browser, product: MeasuredProduct, id: 'ana' | 'ben'): Promise<AgentPage> {
  const agent = await AgentPage.open(browser, product.pageUrl, VOICES[id]);
  await agent.signIn(id, `${id}-2468`);
  await agent.button('Go available').waitFor();
  return agent;
}

type Happened = (event: WireEvent) => boolean;

const isDial: Happened = ({ kind, method, url }) =>
  kind === 'rest' && method === 'POST' && url?.endsWith('/Calls.json') === true;
const isJoin: Happened = ({ kind, url }) => kind === 'webhook' && url?.includes('conference-event') === true;
const isStatus =
  (status: string): Happened =>
  ({ kind, request }) =>
    kind === 'webhook' && request?.includes(`CallStatus=${status}`) === true;
const isAnswer = isStatus('in-progress');
const isEnd = isStatus('completed');

/** Times from the first such event after `act` began to `page` showing `text`. */
function createTimer(control: Control) {
  return async (
    what: string,
    happened: Happened,
    act: () => Promise<unknown>,
    page: AgentPage,
    text: string,
  ): Promise<PageLatency> => {
    const before = (await control.events()).at(-1)?.id ?? 0;
    const [shown] = await Promise.all([appears(page, text), act()]);
    let event: WireEvent | undefined;
    await until(`Twilio has logged it: ${what}`, async () => {
      event = (await control.events(before)).find(happened);
      return event !== undefined;
    });
    const began = (event?.at ?? 0) - (event?.durationMs ?? 0);
    // The Voice SDK may tell the page before Twilio's webhook is on its way.
    return { what, milliseconds: Math.max(0, shown - began) };
  };
}

/** When the page has drawn the text, on this machine's clock. */
async function appears({ page }: AgentPage, text: string): Promise<number> {
  return await page.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const watcher = new MutationObserver(look);
        function look(): void {
          if (!document.body.textContent?.includes(text)) return;
          watcher.disconnect();
          requestAnimationFrame(() => resolve(Date.now()));
        }
        watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
        look();
      }),
    text,
  );
}
