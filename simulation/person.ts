import type { Offer } from '../emulator/switch/ports.ts';
import type { Agent } from '../src/core/model/agent.ts';
import type { Call } from '../src/core/model/call.ts';
import { agentLeg } from '../src/core/model/legs.ts';
import { mayRejoin } from '../src/core/requests/permissions.ts';
import type { Random } from './random.ts';
import { chooseClick } from './clicks.ts';
import { Page, type Reply } from './page.ts';
import { passcodeOf, type World } from './world.ts';

const BEAT_MS = 20_000;
const DECLINE_REASONS = ['Lunch.', 'Not my field.', undefined];

/** An agent: opens pages, answers, acts, and has pages that crash. */
export class Person {
  page: Page | undefined;
  /** The customer's call that rang here although this agent was on another. */
  rungWhileBusy: string | undefined;
  readonly #jar = { cookie: '' };
  #pages = 0;
  #isBusyAsking = false;

  constructor(
    private readonly world: World,
    private readonly random: Random,
    readonly id: string,
    private readonly colleagues: readonly string[],
    private readonly thinkSeconds: readonly [number, number],
  ) {}

  /** A call would ring here, and be answered. */
  get isReady(): boolean {
    const { page } = this;
    return page !== undefined && page.isOpen && page.isRegistered && !page.line && !page.offer;
  }

  /** Comes to work: signs in and is available. */
  async arrive(): Promise<void> {
    const page = this.#open();
    const signedIn = await page.ask('session/start', { agent: this.id, passcode: passcodeOf(this.id) });
    if (signedIn.status !== 200) return this.#tryAgain(() => this.arrive());
    await this.#beAvailable(page);
    this.#beatForEver(page);
  }

  /** Opens the page anew, as after a reload, and goes on with what the service says. */
  async comeBack(): Promise<void> {
    const page = this.#open();
    const desk = await page.ask('desk');
    if (!page.isOpen) return;
    if (desk.status === 401) return this.arrive();
    this.#beatForEver(page);
    const { me, call } = (desk.body ?? {}) as { me?: Agent; call?: Call };
    if (me?.presence === 'offline') await this.#beAvailable(page);
    else page.register();
    if (call && isOfferedBack(call, this.id) && this.random.happens(0.9)) {
      this.#later(0.5, 4, page, () => page.rejoin(call.id));
      this.#later(5, 9, page, () => this.#think(page));
    }
  }

  #open(): Page {
    this.page?.close();
    this.#pages += 1;
    const page = new Page(this.world, this.id, this.#pages, this.#jar, {
      rang: (offer) => this.#react(page, offer),
      rangWhileBusy: (offer) => (this.rungWhileBusy = page.ringsFor(offer).call),
      lineClosed: () => this.#wrapUp(page),
    });
    this.page = page;
    return page;
  }

  async #beAvailable(page: Page): Promise<void> {
    const reply = await page.ask('presence/set', { presence: 'available' });
    if (reply.status === 200 || reply.status === 409) page.register();
    else this.#tryAgain(() => this.#beAvailable(page));
  }

  #tryAgain(what: () => Promise<void>): void {
    this.world.clock.after(this.random.milliseconds(2, 6), () => void what());
  }

  #beatForEver(page: Page): void {
    const again = (): void => {
      if (!page.isOpen) return;
      void page.beat().then((reply) => reply && this.#look(page, reply));
      this.world.clock.after(BEAT_MS, again);
    };
    this.world.clock.after(this.random.milliseconds(0, 20), again);
  }

  /** Reads their own presence, and sets it right if the agent may set it. */
  #look(page: Page, { status, body }: Reply): void {
    if (status === 401 && page.isOpen) return void this.arrive();
    const me = (body as { me?: Agent } | undefined)?.me;
    if (me?.presence !== 'away' && me?.presence !== 'offline') return;
    this.#later(1, 12, page, () => void (page.line ?? this.#beAvailable(page)));
  }

  #react(page: Page, offer: Offer): void {
    const does = this.random.weighted({ answer: 78, reject: 5, decline: 6, ignore: 7, crash: 2, reload: 2 });
    if (does === 'ignore') return;
    this.#later(0.5, 7, page, () => {
      if (page.offer !== offer) return;
      if (does === 'answer') this.#answer(page);
      else if (does === 'reject') page.reject();
      else if (does === 'crash') this.#crash(page);
      else if (does === 'reload') this.#reload(page);
      else void this.#decline(page, offer);
    });
  }

  #answer(page: Page): void {
    if (page.answer()) this.#later(1, 8, page, () => this.#think(page));
  }

  async #decline(page: Page, offer: Offer): Promise<void> {
    const reason = this.random.pick(DECLINE_REASONS);
    const { call } = page.ringsFor(offer);
    await page.ask('call/decline', { call, key: page.key(), ...(reason && { reason }) });
    if (page.offer === offer) page.reject();
  }

  /** On the line: clicks something from time to time. */
  #think(page: Page): void {
    const { line } = page;
    if (!line) return;
    this.#later(...this.thinkSeconds, page, () => this.#think(page));
    if (this.#isBusyAsking) return;
    const call = this.world.document(line.call);
    // Much can go wrong with whoever comes back muted, so they lose their page more often.
    const isMuted = call && agentLeg(call, this.id)?.muted === true;
    const loses = isMuted ? { crash: 8, reload: 12 } : { crash: 2, reload: 2 };
    const does = this.random.weighted({ ...loses, disconnect: 1, click: 95 });
    if (does === 'crash') return this.#crash(page);
    if (does === 'reload') return this.#reload(page);
    if (does === 'disconnect') return page.disconnect();
    const click = call && chooseClick(this.random, call, this.id, this.colleagues);
    if (click) void this.#click(page, line.call, click.path, click.body);
  }

  async #click(page: Page, call: string, path: string, body: object): Promise<void> {
    if (path === 'call/end') this.world.endAsked.add(call);
    if (path === 'call/hold') this.world.holdAsked.add(call);
    const asked = { ...body, call, key: page.key() };
    this.#isBusyAsking = true;
    const twice = this.random.happens(0.06) ? page.ask(path, asked) : undefined;
    const reply = await page.ask(path, asked);
    await twice;
    // A page tells the agent to try again; some do, with the same click.
    if (reply.status >= 500 && this.random.happens(0.7)) await page.ask(path, asked);
    this.#isBusyAsking = false;
  }

  /** The browser dies: its leg at once, or only when Twilio misses its sound. */
  #crash(page: Page): void {
    const line = page.close();
    const dies = () => line && this.world.local.phoneSwitch.hangUp(line.sid);
    if (this.random.happens(0.5)) dies();
    else this.world.clock.after(this.random.milliseconds(4, 15), dies);
    this.#return(this.random.happens(0.7) ? [2, 15] : [30, 120]);
  }

  /** The page says goodbye, ends its leg and comes back. */
  #reload(page: Page): void {
    if (this.random.happens(0.8)) void page.ask('presence/gone', { page: page.id });
    const line = page.close();
    if (line) this.world.local.phoneSwitch.hangUp(line.sid);
    this.#return([1, 4]);
  }

  #return([from, to]: readonly [number, number]): void {
    this.#isBusyAsking = false;
    const gone = this.page;
    this.world.clock.after(this.random.milliseconds(from, to), () => {
      if (this.page === gone) void this.comeBack();
    });
  }

  /** After a call: goes on to the next, or is away for a while. */
  #wrapUp(page: Page): void {
    const does = this.random.weighted({ available: 5, wait: 4, off: 1 });
    if (does === 'wait') return;
    this.#later(1, 12, page, () => {
      if (page.line || page.offer) return;
      if (does === 'available') return void this.#beAvailable(page);
      void page.ask('presence/set', { presence: this.random.happens(0.5) ? 'away' : 'offline' });
    });
  }

  #later(from: number, to: number, page: Page, what: () => void): void {
    this.world.clock.after(this.random.milliseconds(from, to), () => page.isOpen && what());
  }
}

/**
 * Whether the page offers to rejoin. The call waits for them or keeps their place, or their leg is that of a page that
 * has died.
 */
function isOfferedBack(call: Call, agent: string): boolean {
  const leg = agentLeg(call, agent);
  return leg ? leg.state === 'answered' || leg.state === 'on' : mayRejoin(call, agent);
}
