import type { Device, Offer } from '../emulator/switch/ports.ts';
import { identityOf } from '../src/core/model/identity.ts';
import { EPOCH, type World } from './world.ts';

/** The service's answer; status 0 when nothing came back. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** A call on a page's line. */
export interface Line {
  readonly sid: string;
  /** The customer's call. */
  readonly call: string;
  /** The agent connected to it by themselves. */
  readonly isRejoin?: boolean;
}

interface PageEvents {
  rang(offer: Offer): void;
  rangWhileBusy(offer: Offer): void;
  lineClosed(): void;
}

/** One page of an agent in a browser: their place to ring, their session, their requests. */
export class Page implements Device {
  readonly id: string;
  readonly address: string;
  line: Line | undefined;
  /** An offer that rings here. */
  offer: Offer | undefined;
  isOpen = true;
  isRegistered = false;
  #requests = 0;
  #heardUntil = 0;

  constructor(
    private readonly world: World,
    readonly agent: string,
    serial: number,
    private readonly jar: { cookie: string },
    private readonly events: PageEvents,
  ) {
    this.id = `${agent}_${serial}`;
    this.address = `client:${identityOf({ id: agent, epoch: EPOCH })}`;
  }

  register(): void {
    if (!this.isOpen) return;
    this.isRegistered = true;
    this.world.local.devices.add(this);
  }

  unregister(): void {
    this.isRegistered = false;
    this.world.local.devices.remove(this);
    this.offer = undefined;
  }

  ring(offer: Offer): void {
    if (this.#isDialledAgain(offer)) return this.events.rangWhileBusy(offer);
    // The Voice SDK ignores an invite while a call is on.
    if (this.line) return this.#isComingBack(this.line, offer) ? undefined : this.events.rangWhileBusy(offer);
    if (this.offer) return;
    this.offer = offer;
    this.events.rang(offer);
  }

  /**
   * An offer crosses with the agent's own click on Rejoin. The service may not know of the click yet. Or it knows and
   * has cancelled the offer, while Twilio was still carrying out the dial. Twilio may drop the parameters of a ring.
   * The agent's item then names the leg by which they rejoined, not the one that rings.
   */
  #isComingBack({ sid, call, isRejoin = false }: Line, offer: Offer): boolean {
    const legs = this.world.document(call)?.legs ?? [];
    const rings = this.ringsFor(offer);
    const isOwnCall = rings.call === call;
    if (!legs.some((leg) => leg.sid === sid)) return isRejoin || isOwnCall;
    const isTold = offer.parameters['leg'] !== undefined;
    return isRejoin && isOwnCall && !(isTold && legs.some(({ id }) => id === rings.leg));
  }

  /** A leg is one phone call, whatever goes wrong. */
  #isDialledAgain(offer: Offer): boolean {
    const { callSid } = offer;
    const rings = this.ringsFor(offer);
    const leg = `${rings.call}/${rings.leg}`;
    const first = this.world.rung.get(leg) ?? callSid;
    this.world.rung.set(leg, first);
    return first !== callSid;
  }

  stopRinging(callSid: string): void {
    if (this.offer?.callSid === callSid) this.offer = undefined;
  }

  hangUp(callSid: string): void {
    if (this.line?.sid !== callSid) return;
    this.line = undefined;
    if (this.isOpen) this.events.lineClosed();
  }

  answer(): boolean {
    const { offer } = this;
    this.offer = undefined;
    if (!offer) return false;
    const { call } = this.ringsFor(offer);
    if (!offer.answer()) return false;
    this.line = { sid: offer.callSid, call };
    return true;
  }

  /** The ringing call: by the parameters, or else by this agent's item in Sync. */
  ringsFor({ parameters }: Offer): { readonly call: string; readonly leg: string } {
    const { call, leg } = this.world.agents().find(({ id }) => id === this.agent) ?? {};
    return { call: parameters['call'] ?? call ?? '', leg: parameters['leg'] ?? leg ?? '' };
  }

  reject(): void {
    this.offer?.reject();
    this.offer = undefined;
  }

  /** Connects again to the agent's own call. */
  rejoin(call: string): void {
    if (this.line || !this.isOpen) return;
    const { sid } = this.world.local.phoneSwitch.connect(this, this.world.application, { call });
    this.line = { sid, call, isRejoin: true };
  }

  /** The leg ends without a word to the service. */
  disconnect(): void {
    const { line } = this;
    this.line = undefined;
    if (line) this.world.local.phoneSwitch.hangUp(line.sid);
  }

  /** The page is gone. Its leg lives until somebody ends it. @returns the leg */
  close(): Line | undefined {
    const { line } = this;
    this.isOpen = false;
    this.unregister();
    this.line = undefined;
    return line;
  }

  /** A key for a click. The same click sent twice has the same key. */
  key(): string {
    this.#requests += 1;
    return `${this.id}-click-${this.#requests}`;
  }

  /** Sends a heartbeat, like the real page every 20 s. It may have nothing to send. */
  async beat(): Promise<Reply | undefined> {
    const at = this.world.clock.now();
    const call = this.line?.call ?? null;
    const isHeard = at < this.#heardUntil;
    if (isHeard && call === null && this.#isAtRest()) return undefined;
    const heard = isHeard && call !== null;
    const reply = await this.ask('presence/beat', { call, page: this.id, ...(heard && { heard }) });
    const { heardForSeconds = 0 } = (reply.body ?? {}) as { readonly heardForSeconds?: number };
    if (!heard) this.#heardUntil = at + heardForSeconds * 1000;
    return reply;
  }

  /** The agent as Sync shows them to their page. */
  #isAtRest(): boolean {
    const agent = this.world.agents().find(({ id }) => id === this.agent);
    return agent !== undefined && agent.call === undefined && agent.presence !== 'wrap-up';
  }

  /** Sends the service a request with the session's cookie. */
  async ask(path: string, body: object = {}): Promise<Reply> {
    const text = JSON.stringify({ ...body, json: true, browser: `${this.agent}-browser-0123456789` });
    const response = await this.world.local.functions.handle({
      method: 'POST',
      host: this.world.domain,
      path: `/api/${path}`,
      query: new URLSearchParams(),
      rawQuery: '',
      headers: {
        'content-type': 'application/json',
        'content-length': String(text.length),
        'sec-fetch-site': 'same-origin',
        ...(this.jar.cookie && { cookie: this.jar.cookie }),
      },
      body: Buffer.from(text),
    });
    const [set] = [response.headers['set-cookie'] ?? []].flat();
    if (set) this.jar.cookie = set.split(';')[0] ?? '';
    return { status: response.status, body: parsed(String(response.body)) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
