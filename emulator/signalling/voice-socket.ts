import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Device, Offer } from '../switch/ports.ts';
import { verifyAccessToken, type AccessToken } from '../tokens.ts';
import type { LegBook } from './leg-book.ts';
import {
  formatMessage,
  HEARTBEAT,
  parseMessage,
  type PageMessage,
  type SignallingError,
} from './messages.ts';
import { DEFAULT_TIMING, tokenError, type VoiceGatewayDeps, type VoiceTiming } from './ports.ts';
import { VoiceLeg, type PageLink } from './voice-leg.ts';

type Payload = PageMessage['payload'];

const UNKNOWN_CALL: SignallingError = {
  code: 31005,
  message: 'This call cannot be resumed: it is over or unknown.',
};
/** A heartbeat that stays without echo so many times means that nobody is there. */
const MISSED_HEARTBEATS = 4;

/**
 * One page's signalling: a device that rings at `client:<identity>` while it is registered.
 * https://www.twilio.com/docs/voice/sdks/javascript/twiliodevice
 */
export class VoiceSocket implements Device, PageLink {
  readonly id = `page-${randomUUID()}`;
  readonly #socket: WebSocket;
  readonly #deps: VoiceGatewayDeps;
  readonly #timing: VoiceTiming;
  readonly #book: LegBook;
  readonly #isRefused: (identity: string) => boolean;
  /** By CallSid and, for calls that the page placed, by its temporary sid too. */
  readonly #legs = new Map<string, VoiceLeg>();
  #token: AccessToken | undefined;
  #echoedAt: number;
  #stopHeartbeat: () => void = () => undefined;
  #stopExpiry: () => void = () => undefined;

  constructor(
    socket: WebSocket,
    deps: VoiceGatewayDeps,
    book: LegBook,
    isRefused: (identity: string) => boolean,
  ) {
    this.#socket = socket;
    this.#deps = deps;
    this.#timing = { ...DEFAULT_TIMING, ...deps.timing };
    this.#book = book;
    this.#isRefused = isRefused;
    this.#echoedAt = deps.clock.now();
    socket.on('message', (data) => this.#receive((data as Buffer).toString()));
    socket.on('close', () => this.#closed());
    socket.on('error', () => socket.terminate());
    this.#heartbeat();
  }

  get identity(): string {
    return this.#token?.identity ?? '';
  }

  get address(): string {
    return `client:${this.identity}`;
  }

  ring(offer: Offer): void {
    const leg = new VoiceLeg(this.#deps.clock, offer.callSid, this, offer);
    this.#keep(leg);
    this.#settle(leg, this.#invite(leg));
  }

  stopRinging(callSid: string): void {
    const leg = this.#legs.get(callSid);
    if (!leg || leg.live) return;
    leg.send('cancel', {});
    this.#end(leg);
  }

  hangUp(callSid: string, error?: SignallingError): void {
    const leg = this.#legs.get(callSid);
    if (!leg) return;
    leg.send('hangup', error ? { error } : {});
    this.#end(leg);
  }

  send(type: string, payload: object): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#log(`<- ${type}`, payload);
    this.#socket.send(formatMessage(type, payload));
  }

  /** Breaks the connection without a goodbye, as a dead network does. */
  cut(): void {
    this.#socket.terminate();
  }

  #receive(text: string): void {
    this.#echoedAt = this.#deps.clock.now();
    if (text === HEARTBEAT) return;
    const message = parseMessage(text);
    if (!message) return;
    this.#log(`-> ${message.type}`, message.payload);
    void this.#handle(message).catch((error: unknown) => this.#failed(message, error));
  }

  async #handle({ type, payload }: PageMessage): Promise<void> {
    if (type === 'listen') return await this.#listen(payload.token ?? '');
    if (!this.#token)
      return this.send('error', { error: { code: 31204, message: 'Send a valid token first.' } });
    if (type === 'register') return await this.#register(payload.media?.audio === true);
    if (type === 'invite')
      return payload.reconnect ? this.#resume(payload.reconnect, payload) : await this.#place(payload);
    const leg = this.#legs.get(payload.callsid ?? '');
    if (leg) await this.#handleOfLeg(type, leg, payload);
  }

  async #handleOfLeg(type: string, leg: VoiceLeg, payload: Payload): Promise<void> {
    switch (type) {
      case 'answer':
        return await this.#answered(leg, payload.sdp ?? '');
      case 'reject':
        leg.offer?.reject();
        return this.#end(leg);
      case 'hangup':
        this.#end(leg);
        return this.#deps.calls.hangUp(leg.callSid);
      case 'reinvite':
        return leg.send('answer', {
          sdp: await leg.peer.answer(payload.sdp ?? ''),
          reconnect: leg.reconnectToken,
        });
      case 'dtmf':
        return this.#deps.calls.pressDigits(leg.callSid, payload.dtmf ?? '');
      case 'message':
        return leg.send('ack', { acktype: 'message', voiceeventsid: payload.voiceeventsid });
    }
  }

  async #listen(jwt: string): Promise<void> {
    const { account, clock } = this.#deps;
    try {
      this.#token = await verifyAccessToken(jwt, account, clock.now());
    } catch (error) {
      return this.send('error', { error: tokenError(error) });
    }
    if (this.#isRefused(this.identity)) return this.cut();
    this.#stopExpiry();
    this.#stopExpiry = clock.after(this.#token.expiresAt - clock.now(), () => this.#expired());
    const { identity, ttl } = this.#token;
    this.send('connected', {
      edge: 'local',
      region: 'us1',
      home: 'us1',
      gateway: 'emulator',
      token: { identity, ttl },
    });
  }

  #expired(): void {
    this.#deps.devices.remove(this);
    this.send('error', { error: { code: 31205, message: 'The access token has expired.' } });
  }

  async #register(audio: boolean): Promise<void> {
    if (!audio) {
      this.#deps.devices.remove(this);
      return this.send('offline', {});
    }
    if (this.#token?.voice?.incoming) this.#deps.devices.add(this);
    this.send('ready', {});
    for (const leg of this.#book.ringingWithoutPage(this.identity)) await this.#ringAgain(leg);
  }

  async #ringAgain(leg: VoiceLeg): Promise<void> {
    if (this.#legs.has(leg.callSid)) return;
    leg.relink(this);
    this.#legs.set(leg.callSid, leg);
    await leg.renewPeer();
    await this.#invite(leg);
  }

  async #invite(leg: VoiceLeg): Promise<void> {
    const sdp = await leg.peer.createOffer();
    if (leg.ended || !leg.offer) return;
    const { callSid: CallSid, accountSid: AccountSid, from: From, to: To, parameters } = leg.offer;
    const Params = new URLSearchParams(parameters).toString();
    const call = { CallSid, AccountSid, From, To, ApiVersion: '2010-04-01', Params };
    leg.send('invite', { sdp, reconnect: leg.reconnectToken, parameters: call });
  }

  async #answered(leg: VoiceLeg, sdp: string): Promise<void> {
    if (!leg.offer || leg.live) return;
    if (!leg.offer.answer()) return this.hangUp(leg.callSid);
    this.#goLive(leg);
    await leg.peer.acceptAnswer(sdp);
    leg.send('answer', { reconnect: leg.reconnectToken });
  }

  async #place({ callsid: temporarySid = '', sdp = '', twilio }: Payload): Promise<void> {
    const applicationSid = this.#token?.voice?.outgoingApplicationSid;
    const placed = this.#deps.calls.place({
      device: this,
      ...(applicationSid && { applicationSid }),
      parameters: Object.fromEntries(new URLSearchParams(twilio?.params ?? '')),
    });
    const leg = new VoiceLeg(this.#deps.clock, placed.callSid, this);
    this.#keep(leg);
    this.#legs.set(temporarySid, leg);
    this.send('ringing', { callsid: leg.callSid });
    const answer = await Promise.all([leg.peer.answer(sdp), placed.answered]).then(
      ([answer]) => answer,
      (error: unknown) => {
        if (!leg.ended) throw error;
      },
    );
    if (leg.ended) return;
    this.#goLive(leg);
    leg.send('answer', { sdp: answer, reconnect: leg.reconnectToken });
  }

  #resume(token: string, { callsid }: Payload): void {
    const leg = this.#book.byToken(token);
    if (!leg) return this.send('hangup', { callsid, error: UNKNOWN_CALL });
    leg.relink(this);
    this.#legs.set(leg.callSid, leg);
    leg.send('answer', { reconnect: leg.reconnectToken });
  }

  #goLive(leg: VoiceLeg): void {
    this.#book.goLive(leg);
    leg.watch(this.#timing, () => {
      this.hangUp(leg.callSid);
      this.#deps.calls.hangUp(leg.callSid);
    });
  }

  #keep(leg: VoiceLeg): void {
    this.#book.add(leg);
    this.#legs.set(leg.callSid, leg);
  }

  #end(leg: VoiceLeg): void {
    this.#book.end(leg);
    for (const [sid, known] of this.#legs) if (known === leg) this.#legs.delete(sid);
  }

  #settle(leg: VoiceLeg, work: Promise<void>): void {
    work.catch((error: unknown) =>
      this.#warn(`The call could not ring at ${this.address}: ${String(error)}`, leg.callSid),
    );
  }

  /** A call that fails on the way ends on the page too, which would wait for ever otherwise. */
  #failed({ type, payload }: PageMessage, error: unknown): void {
    this.#warn(`The page's ${type} failed: ${String(error)}`, payload.callsid);
    const leg = this.#legs.get(payload.callsid ?? '');
    const code = error instanceof Error && 'code' in error ? Number(error.code) : 31000;
    const message = error instanceof Error ? error.message : String(error);
    this.send('hangup', { callsid: payload.callsid, error: { code, message } });
    if (!leg) return;
    this.#end(leg);
    this.#deps.calls.hangUp(leg.callSid);
  }

  #heartbeat(): void {
    this.#stopHeartbeat = this.#deps.clock.after(this.#timing.heartbeat, () => {
      const silentFor = this.#deps.clock.now() - this.#echoedAt;
      if (silentFor > MISSED_HEARTBEATS * this.#timing.heartbeat) return this.cut();
      this.#socket.send(HEARTBEAT);
      this.#heartbeat();
    });
  }

  #closed(): void {
    this.#stopHeartbeat();
    this.#stopExpiry();
    this.#deps.devices.remove(this);
    for (const leg of this.#legs.values()) leg.unlink(this);
  }

  #log(message: string, payload: object): void {
    const callSid = 'callsid' in payload ? String(payload.callsid) : undefined;
    this.#deps.log.record({
      kind: 'signalling',
      message: `${this.address} ${message}`,
      ...(callSid && { callSid }),
    });
  }

  #warn(message: string, callSid: string | undefined): void {
    this.#deps.log.record({ kind: 'warning', message, ...(callSid && { callSid }) });
  }
}
