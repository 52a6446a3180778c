import type { Browser, BrowserContext } from 'playwright-core';
import type { Agent } from '../../../src/core/model/agent.ts';
import type { Call } from '../../../src/core/model/call.ts';
import { agentOfIdentity, identityOf, type Identified } from '../../../src/core/model/identity.ts';
import { fromStored, type StoredCall } from '../../../src/core/record/stored-call.ts';
import { AgentPage } from '../../../harness/agent-page.ts';
import { Caller } from '../../../harness/caller.ts';
import { clientTo } from '../emulator/loopback.ts';
import type { KeptByWorker } from './kept-by-worker.ts';
import { openAnew } from './open-anew.ts';
import type { RunningProduct } from './running-product.ts';
import { until } from '../../../harness/until.ts';
import { tellOnFailure, whatProductSaw } from './what-was-seen.ts';

/** Everybody's voice, as a tone that the others can tell apart. */
export const TONES = { ana: 2100, ben: 2500, chika: 1900, dev: 2300, mara: 2900, tom: 2700 };
const ALL = Object.values(TONES);
const NUMBERS = { mara: '+15550109001', tom: '+15550109002' };

export type AgentName = 'ana' | 'ben' | 'chika' | 'dev';
export type CallerName = keyof typeof NUMBERS;
type Prepare = (context: BrowserContext) => Promise<unknown>;

/** How long a network is lost unless it is found again. */
const FOR_LONG_MS = 60_000;

/**
 * The call center of a test file. It is as new when it opens, open for all its tests, and left empty after each.
 * @param settings variables that override the company's settings, `RING_SECONDS` for example
 */
export function callCenterOfFile(settings: Readonly<Record<string, string>> = {}): CallCenter {
  const center = new CallCenter();
  tellOnFailure(() => center.whatWasSeen());
  beforeAll(() => center.start(settings));
  afterAll(() => center.stop());
  afterEach(() => center.clear());
  return center;
}

/** The running product with real pages and callers, for the tests of one file. Pages stay signed in from test to test. */
export class CallCenter {
  readonly #desks = new Map<AgentName, AgentPage>();
  #visitors: AgentPage[] = [];

  #open: { readonly product: RunningProduct; readonly browser: Browser } | undefined;

  async start({ MISS_PAGES_AFTER, ...settings }: Readonly<Record<string, string>>): Promise<void> {
    const { keptByWorker } = globalThis as unknown as { keptByWorker: KeptByWorker };
    const [product, browser] = await Promise.all([
      keptByWorker.product(MISS_PAGES_AFTER),
      keptByWorker.browser(),
    ]);
    this.#open = { product, browser };
    await openAnew(this.#client(), product, settings);
  }

  /** The worker keeps the browser and the product for the next file. */
  async stop(): Promise<void> {
    await Promise.all((this.#open?.browser.contexts() ?? []).map((context) => context.close()));
  }

  get product(): RunningProduct {
    return this.#started.product;
  }

  get #started() {
    if (!this.#open) throw new Error('The call center has not been started.');
    return this.#open;
  }

  /** Everybody hangs up and goes offline, so that the next test meets nobody. */
  async clear(): Promise<void> {
    await this.product.control.setFaults([]);
    const { calls } = await this.product.control.state();
    const live = calls.filter(({ from, status }) => isCaller(from) && status === 'in-progress');
    await Promise.all(live.map(({ sid }) => this.product.control.hangUp(sid)));
    await until('every agent is released', () => this.#nobodyIsOnACall());
    await Promise.all(this.#visitors.map((page) => page.close()));
    await this.#closeDeadPages();
    await until('every agent is offline', () => this.#everybodyIsSentHome());
    await Promise.all([...this.#desks.values()].map((page) => page.tidyUp()));
    this.#visitors = [];
  }

  /** An agent's page, not signed in and for this test alone. */
  async agentAtPage(id: AgentName, prepare?: Prepare): Promise<AgentPage> {
    await this.#desks.get(id)?.close();
    this.#desks.delete(id);
    const agent = await AgentPage.open(this.#started.browser, this.product.pageUrl, TONES[id], prepare);
    this.#visitors.push(agent);
    return agent;
  }

  /** The same, signed in. */
  async agentSignedIn(id: AgentName, prepare?: Prepare): Promise<AgentPage> {
    const agent = await this.agentAtPage(id, prepare);
    await agent.signIn(id, `${id}-2468`);
    return agent;
  }

  /** Signed in and available, at the page that they had in the test before if it lives. */
  async agentAtWork(id: AgentName): Promise<AgentPage> {
    const agent = this.#desks.get(id) ?? (await this.#openDesk(id));
    await agent.goAvailable();
    return agent;
  }

  /** Turns available while a caller waits, whose call may ring at once. */
  async agentForWhoWaits(id: AgentName): Promise<AgentPage> {
    const agent = this.#desks.get(id) ?? (await this.#openDesk(id));
    await agent.click('Go available');
    return agent;
  }

  async #openDesk(id: AgentName): Promise<AgentPage> {
    const agent = await AgentPage.open(this.#started.browser, this.product.pageUrl, TONES[id]);
    this.#desks.set(id, agent);
    await agent.signIn(id, `${id}-2468`);
    return agent;
  }

  /** @param speaksSeconds how long the caller speaks; until they hang up, when not given */
  call(name: CallerName, speaksSeconds?: number): Promise<Caller> {
    const { control, number: to } = this.product;
    const voice = { toneHz: TONES[name], ...(speaksSeconds && { speaksSeconds }) };
    return Caller.call(control, { number: NUMBERS[name], to, ...voice, listenFor: ALL });
  }

  /** Whether a leg of the agent is answered. */
  async isOnTheLine(id: AgentName): Promise<boolean> {
    return (await this.#legsOf(id)).length > 0;
  }

  /** How many legs were ever dialled to the agent in calls that are not forgotten. */
  async legsDialled(id: AgentName): Promise<number> {
    const { calls } = await this.product.control.state();
    return calls.filter(({ to }) => isTheirs(id, to)).length;
  }

  /** The product's data about the agent. */
  async presenceOf(id: AgentName): Promise<Agent['presence'] | undefined> {
    return (await this.#presences()).find(({ agent }) => agent.id === id)?.agent.presence;
  }

  async #legsOf(id: AgentName): Promise<readonly string[]> {
    const { calls } = await this.product.control.state();
    const legs = calls.filter(({ to, from }) => isTheirs(id, to) || isTheirs(id, from));
    return legs.filter(({ status }) => status === 'in-progress').map(({ sid }) => sid);
  }

  /** An agent's network is gone: no request, no signalling and no sound comes through, and nobody is told. */
  async loseNetwork(id: AgentName, agent: AgentPage): Promise<void> {
    const { control } = this.product;
    const legs = await this.#legsOf(id);
    // The Voice SDK takes its time to try again, which other tests need not wait for.
    agent.retire();
    await agent.page.context().setOffline(true);
    await Promise.all([
      this.dropSignalling(id, FOR_LONG_MS),
      ...legs.map((sid) => control.loseMedia(sid, true)),
    ]);
  }

  /** Cuts the telephones of the agent's pages off, for so many milliseconds. */
  async dropSignalling(id: AgentName, forMs: number): Promise<void> {
    const account = (await (await this.#sync()).syncMaps('accounts').syncMapItems(id).fetch()).data;
    await this.product.control.dropSignalling(identityOf(account as Identified), forMs);
  }

  async findNetwork(id: AgentName, agent: AgentPage): Promise<void> {
    await this.dropSignalling(id, 0);
    await agent.page.context().setOffline(false);
  }

  /** No room and no leg is left of calls that are over. */
  async noGhostRooms(): Promise<void> {
    const { conferences, calls } = await this.product.control.state();
    expect(conferences.filter(({ status }) => status !== 'completed')).toEqual([]);
    expect(calls.filter(({ status }) => status === 'in-progress' || status === 'ringing')).toEqual([]);
  }

  async #closeDeadPages(): Promise<void> {
    for (const [id, page] of this.#desks) {
      if (!page.isGone) continue;
      await page.close();
      this.#desks.delete(id);
      await this.dropSignalling(id, 0);
    }
  }

  async #nobodyIsOnACall(): Promise<boolean> {
    return (await this.#presences()).every(({ agent }) => agent.call === undefined);
  }

  /**
   * Set where it is kept: a page that died can neither do it itself nor be asked. An agent whom a call has claimed again
   * is left until it gives them back, because it would undo what is written meanwhile.
   */
  async #everybodyIsSentHome(): Promise<boolean> {
    const there = (await this.#presences()).filter(
      ({ agent }) => agent.presence !== 'offline' || agent.pages || agent.call !== undefined,
    );
    for (const { agent, save } of there.filter((each) => each.agent.call === undefined)) {
      const { why: _why, notice: _notice, pages: _pages, ...rest } = agent;
      await save({ ...rest, presence: 'offline' });
    }
    return there.length === 0;
  }

  /** The call as the product keeps it. */
  async callOf({ callSid }: Caller): Promise<Call> {
    const sync = await this.#sync();
    return fromStored((await sync.documents(`call-${callSid}`).fetch()).data as StoredCall);
  }

  /** For the report of a failed test: pages, calls, sound and what went over the wire. */
  async whatWasSeen(): Promise<string> {
    const { product, browser } = this.#started;
    // Faults must not keep the witnesses from speaking.
    await product.control.setFaults([]);
    const { sid: syncService } = await (await this.#sync()).fetch();
    return await whatProductSaw({ browser, control: product.control, client: this.#client(), syncService });
  }

  #client() {
    const { accountSid, authToken, consoleUrl } = this.product;
    return clientTo(Number(new URL(consoleUrl).port), { accountSid, authToken, apiKeys: new Map() });
  }

  async #sync() {
    const client = this.#client();
    const [service] = await client.sync.v1.services.list({ limit: 1 });
    if (!service) throw new Error('The product has no Sync service.');
    return client.sync.v1.services(service.sid);
  }

  async #presences() {
    const { syncMapItems } = (await this.#sync()).syncMaps('agents');
    return (await syncMapItems.list()).map(({ key, data, revision }) => ({
      agent: data as Agent,
      // The next try sees a writer who was quicker.
      save: (agent: Agent) =>
        syncMapItems(key)
          .update({ data: agent, ifMatch: revision })
          .catch(() => undefined),
    }));
  }
}

function isCaller(number: string): boolean {
  return Object.values(NUMBERS).includes(number);
}

/** Waits until all parties hear exactly whom they should, at the same time. The audio itself is the proof. */
export async function expectHearing(
  expected: readonly [AgentPage | Caller, readonly number[]][],
  seconds = 40,
): Promise<void> {
  let heard: readonly (readonly number[] | undefined)[] = [];
  let anew = true;
  const since = Date.now();
  const wanted = expected.map(([, tones]) => String(tones.toSorted((a, b) => a - b)));
  const isRight = async (): Promise<boolean> => {
    heard = await Promise.all(
      expected.map(([who]) => (who instanceof Caller ? who.heardLately(since) : who.heardLately(ALL, anew))),
    );
    anew = false;
    return heard.every((tones, index) => tones && String(tones) === wanted[index]);
  };
  await until('everybody hears whom they should', isRight, seconds).catch((error: Error) => {
    throw new Error(`${error.message} Heard: ${JSON.stringify(heard)}; wanted: ${JSON.stringify(wanted)}`);
  });
}

/** Whether the address is that of the agent's pages. */
function isTheirs(id: AgentName, address: string): boolean {
  const [, identity] = /^client:(\w+)/.exec(address) ?? [];
  return identity !== undefined && agentOfIdentity(identity) === id;
}
