import type { Browser } from 'playwright-core';
import type { Agent } from '../../src/core/agent.ts';
import { AgentPage } from './agent-page.ts';
import { launchBrowser } from './browser.ts';
import { Caller } from './caller.ts';
import { HEARD_ABOVE_DB } from './ears.ts';
import { clientTo } from './loopback.ts';
import { startRunningProduct, type RunningProduct } from './running-product.ts';
import { until } from './until.ts';

/** Everybody's voice, as a tone that the others can tell apart. */
export const TONES = { ana: 2100, ben: 2500, chika: 1900, dev: 2300, mara: 2900, tom: 2700 };
const ALL = Object.values(TONES);
const NUMBERS = { mara: '+15550109001', tom: '+15550109002' };

export type AgentName = 'ana' | 'ben' | 'chika' | 'dev';
export type CallerName = keyof typeof NUMBERS;

/** The running product with real pages and callers, for the tests of one file. */
export class CallCenter {
  #open: AgentPage[] = [];

  private constructor(
    readonly product: RunningProduct,
    readonly browser: Browser,
  ) {}

  /** @param settings variables that override the company's settings, `RING_SECONDS` for example */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<CallCenter> {
    const [product, browser] = await Promise.all([startRunningProduct(settings), launchBrowser()]);
    return new CallCenter(product, browser);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.product.stop();
  }

  /** Everybody hangs up and goes home, so that the next test meets nobody. */
  async clear(): Promise<void> {
    const { calls } = await this.product.control.state();
    const live = calls.filter(({ from, status }) => isCaller(from) && status === 'in-progress');
    await Promise.all(live.map(({ sid }) => this.product.control.hangUp(sid)));
    await until('every agent is given back', () => this.#nobodyIsOnACall());
    await Promise.all(this.#open.map((page) => page.goOffline()));
    this.#open = [];
  }

  async #nobodyIsOnACall(): Promise<boolean> {
    const { accountSid, authToken, consoleUrl } = this.product;
    const client = clientTo(Number(new URL(consoleUrl).port), { accountSid, authToken, apiKeys: new Map() });
    const [service] = await client.sync.v1.services.list({ limit: 1 });
    if (!service) return true;
    const agents = await client.sync.v1.services(service.sid).syncMaps('agents').syncMapItems.list();
    return agents.every(({ data }) => (data as Agent).call === undefined);
  }

  /** Opens an agent's page. */
  async agentAtPage(id: AgentName): Promise<AgentPage> {
    const agent = await AgentPage.open(this.browser, this.product.pageUrl, TONES[id]);
    this.#open.push(agent);
    return agent;
  }

  /** Signed in and available. */
  async agentAtWork(id: AgentName): Promise<AgentPage> {
    return await this.startWork(await this.agentAtPage(id), id);
  }

  async startWork(agent: AgentPage, id: AgentName): Promise<AgentPage> {
    await agent.signIn(id, `${id}-2468`);
    await agent.goAvailable();
    return agent;
  }

  call(name: CallerName): Promise<Caller> {
    const { control, number: to } = this.product;
    return Caller.call(control, { number: NUMBERS[name], to, toneHz: TONES[name], listenFor: ALL });
  }
}

function isCaller(number: string): boolean {
  return Object.values(NUMBERS).includes(number);
}

/** Waits until everybody hears exactly whom they should: the audio itself is the proof. */
export async function expectHearing(
  expected: readonly [AgentPage | Caller, readonly number[]][],
  seconds = 10,
): Promise<void> {
  let heard: readonly (readonly number[])[] = [];
  const wanted = expected.map(([, tones]) => String(tones.toSorted((a, b) => a - b)));
  const isRight = async (): Promise<boolean> => {
    heard = await Promise.all(expected.map(([who]) => tonesHeardBy(who)));
    return heard.every((tones, index) => String(tones) === wanted[index]);
  };
  await until('everybody hears whom they should', isRight, seconds).catch((error: Error) => {
    throw new Error(`${error.message} Heard: ${JSON.stringify(heard)}; wanted: ${JSON.stringify(wanted)}`);
  });
}

async function tonesHeardBy(who: AgentPage | Caller): Promise<readonly number[]> {
  if (who instanceof Caller) return (await who.hears(0.8)).tones;
  const levels = await who.hears(ALL);
  return ALL.filter((tone) => (levels[tone] ?? -120) > HEARD_ABOVE_DB).sort((a, b) => a - b);
}
