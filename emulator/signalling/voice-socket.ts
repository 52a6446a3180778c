import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Device, Offer } from '../switch/ports.ts';
import type { LegBook } from './leg-book.ts';
import { FrameLog } from './frame-log.ts';
import { Heartbeat } from './heartbeat.ts';
import {
  formatMessage,
  HEARTBEAT,
  inviteParameters,
  messageFrame,
  parseMessage,
  takeMessage,
  UNKNOWN_CALL,
  type PageMessage,
  type SignallingError,
} from './messages.ts';
import { PageToken } from './page-token.ts';
import {
  DEFAULT_TIMING,
  tokenError,
  type PlacedCall,
  type PlaceOfSocket,
  type VoiceGatewayDeps,
  type VoiceTiming,
} from './ports.ts';
import { SocketLegs } from './socket-legs.ts';
import { VoiceLeg, type PageLink } from './voice-leg.ts';

type Payload = PageMessage['payload'];

/** Heartbeats without an echo, of which one comes every five seconds. */
const MISSED_AT_MOST = { '20-seconds': 4, '60-seconds': 12 } as const;

/** The longest that Twilio waits for a page, in seconds, whatever it asks for. */
const LONGEST_RECONNECT = 30;

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
  readonly #place: PlaceOfSocket;
  readonly #log: FrameLog;
  readonly #heartbeat: Heartbeat;
  readonly #legs: SocketLegs;
  readonly #token: PageToken;
  #reconnectWithinMs = 0;
  #isForgotten = false;

  constructor(socket: WebSocket, deps: VoiceGatewayDeps, book: LegBook, place: PlaceOfSocket) {
    this.#socket = socket;
    this.#deps = deps;
    this.#timing = { ...DEFAULT_TIMING, ...deps.timing };
    this.#book = book;
    this.#place = place;
    this.#legs = new SocketLegs(book, (callSid) => deps.calls.hangUp(callSid));
    this.#token = new PageToken(deps.clock, deps.account);
    this.#log = new FrameLog(deps.log, () => this.address);
    const missed = () => MISSED_AT_MOST[deps.beliefs?.get('silentPage') ?? '20-seconds'];
    this.#heartbeat = new Heartbeat(deps.clock, socket, this.#timing.heartbeat, missed);
    socket.on('message', (data) => this.#receive((data as Buffer).toString()));
    socket.on('close', () => this.#closed());
    socket.on('error', () => socket.terminate());
  }

  get identity(): string {
    return this.#token.identity;
  }

  /** A token without an identity may only call out. */
  get address(): string {
    return `client:${this.identity || 'Anonymous'}`;
  }

  get reconnectWithinMs(): number {
    return Math.min(this.#reconnectWithinMs, this.#timing.resumeWithin);
  }

  ring(offer: Offer): void {
    const leg = new VoiceLeg(this.#deps.clock, offer.callSid, this, offer);
    this.#legs.add(leg);
    this.#invite(leg).catch((error: unknown) =>
      this.#log.warn(`The call could not ring at ${this.address}: ${String(error)}`, leg.callSid),
    );
  }

  stopRinging(callSid: string): void {
    const leg = this.#legs.get(callSid);
    if (!leg || leg.live) return;
    leg.send('cancel', {});
    this.#legs.end(leg);
  }

  hangUp(callSid: string, error?: SignallingError): void {
    const leg = this.#legs.get(callSid);
    if (!leg) return;
    leg.send('hangup', error ? { error } : {});
    this.#legs.end(leg);
  }

  message(callSid: string, { sid, content }: { readonly sid: string; readonly content: unknown }): void {
    this.#legs.get(callSid)?.send('message', messageFrame(sid, content));
  }

  send(type: string, payload: object): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#log.sent(type, payload);
    this.#socket.send(formatMessage(type, payload));
  }

  /** Breaks the connection without a goodbye, as a dead network does. */
  cut(): void {
    this.#socket.terminate();
  }

  /** Twilio loses the registration, and the page does not notice: only a new one lets it ring again. */
  forgetRegistration(): void {
    this.#isForgotten = true;
    this.#deps.devices.remove(this);
  }

  #receive(text: string): void {
    this.#heartbeat.heard();
    if (text === HEARTBEAT) return;
    const message = parseMessage(text);
    if (!message) return;
    this.#log.received(message.type, message.payload);
    void this.#handle(message).catch((error: unknown) => this.#failed(message, error));
  }

  async #handle({ type, payload }: PageMessage): Promise<void> {
    if (type === 'listen') return await this.#listen(payload);
    if (!this.#token.isShown)
      return this.send('error', { error: { code: 31204, message: 'Send a valid token first.' } });
    if (type === 'register') return await this.#register(payload.media?.audio === true);
    if (type === 'invite')
      return await (payload.reconnect ? this.#resume(payload.reconnect, payload) : this.#connect(payload));
    const leg = this.#legs.get(payload.callsid ?? '');
    if (leg) await this.#handleOfLeg(type, leg, payload);
  }

  async #handleOfLeg(type: string, leg: VoiceLeg, payload: Payload): Promise<void> {
    switch (type) {
      case 'answer':
        return await this.#answered(leg, payload.sdp ?? '');
      case 'reject':
        leg.offer?.reject();
        return this.#legs.end(leg);
      case 'hangup':
        return this.#legs.hangUp(leg);
      case 'reinvite':
        return leg.send('answer', {
          sdp: await leg.peer.answer(payload.sdp ?? ''),
          reconnect: leg.reconnectToken,
        });
      case 'dtmf':
        return this.#deps.calls.pressDigits(leg.callSid, payload.dtmf ?? '');
      case 'message':
        return leg.send(...takeMessage(payload, (it) => this.#deps.calls.sendMessage(leg.callSid, it)));
    }
  }

  async #listen({ token: jwt = '', reconnectTimeout = 0 }: Payload): Promise<void> {
    this.#reconnectWithinMs = Math.min(reconnectTimeout, LONGEST_RECONNECT) * 1000;
    const token = await this.#token.verify(jwt).catch((error: unknown) => {
      this.send('error', { error: tokenError(error) });
    });
    if (!token) return;
    if (this.#place.isRefused(this.identity)) return this.cut();
    this.#token.onExpired(() => this.#expired());
    const { identity, ttl } = token;
    this.send('connected', {
      ...this.#place.edge,
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
      this.#isForgotten = false;
      this.#deps.devices.remove(this);
      return this.send('offline', {});
    }
    if (this.#token.voice?.incoming && this.identity && !this.#isForgotten) this.#deps.devices.add(this);
    this.send('ready', {});
    for (const leg of this.#book.ringingWithoutPage(this.identity)) await this.#ringAgain(leg);
  }

  async #ringAgain(leg: VoiceLeg): Promise<void> {
    if (this.#legs.get(leg.callSid)) return;
    this.#legs.takeOver(leg, this);
    await leg.renewPeer();
    await this.#invite(leg);
  }

  async #invite(leg: VoiceLeg): Promise<void> {
    const sdp = await leg.peer.createOffer();
    if (leg.ended || !leg.offer) return;
    leg.send('invite', { sdp, reconnect: leg.reconnectToken, parameters: inviteParameters(leg.offer) });
  }

  async #answered(leg: VoiceLeg, sdp: string): Promise<void> {
    if (!leg.offer || leg.live) return;
    if (!leg.offer.answer()) return this.hangUp(leg.callSid);
    this.#legs.goLive(leg);
    await leg.peer.acceptAnswer(sdp);
    leg.send('answer', { reconnect: leg.reconnectToken });
  }

  async #connect({ callsid: temporarySid = '', sdp = '', twilio }: Payload): Promise<void> {
    const applicationSid = this.#token.voice?.outgoingApplicationSid;
    const placed = this.#deps.calls.place({
      device: this,
      ...(applicationSid && { applicationSid }),
      parameters: Object.fromEntries(new URLSearchParams(twilio?.params ?? '')),
    });
    const leg = new VoiceLeg(this.#deps.clock, placed.callSid, this);
    this.#legs.add(leg);
    this.#legs.alsoKnownAs(temporarySid, leg);
    this.send('ringing', { callsid: leg.callSid });
    await this.#letHear(leg, sdp, placed).catch((error: unknown) => {
      if (!leg.ended) throw error;
    });
  }

  /** The page first hears the sound before the answer, if there is any. Then it learns of the answer. */
  async #letHear(leg: VoiceLeg, offer: string, placed: PlacedCall): Promise<void> {
    const [sdp, { isEarly, accepted }] = await Promise.all([leg.peer.answer(offer), placed.answer]);
    if (leg.ended) return;
    this.#legs.goLive(leg);
    if (isEarly) leg.send('ringing', { sdp });
    await accepted;
    leg.send('answer', { sdp, reconnect: leg.reconnectToken });
  }

  /**
   * The page of the call is back, or another one of the same identity takes it over by its `connectToken`.
   * https://twilio.github.io/twilio-voice.js/functions/Device.incomingEvent.html
   */
  async #resume(token: string, { callsid, sdp = '' }: Payload): Promise<void> {
    const leg = this.#book.byToken(token);
    const isTheirs = leg?.identity === this.identity;
    if (!leg || !isTheirs || (!leg.live && !leg.offer?.answer()))
      return this.send('hangup', { callsid, error: UNKNOWN_CALL });
    const isSamePage = leg.live && leg.peer.knows(sdp);
    if (!leg.live) leg.send('cancel', {});
    this.#legs.takeOver(leg, this);
    if (isSamePage) return leg.send('answer', { reconnect: leg.reconnectToken });
    this.#book.silence(leg);
    await leg.renewPeer();
    const answer = await leg.peer.answer(sdp);
    if (leg.ended) return;
    this.#legs.goLive(leg);
    leg.send('answer', { sdp: answer, reconnect: leg.reconnectToken });
  }

  /** A call that fails on the way ends on the page too, which would wait for ever otherwise. */
  #failed({ type, payload }: PageMessage, error: unknown): void {
    this.#log.warn(`The page's ${type} failed: ${String(error)}`, payload.callsid);
    const leg = this.#legs.get(payload.callsid ?? '');
    const code = error instanceof Error && 'code' in error ? Number(error.code) : 31000;
    const message = error instanceof Error ? error.message : String(error);
    this.send('hangup', { callsid: payload.callsid, error: { code, message } });
    if (!leg) return;
    this.#legs.hangUp(leg);
  }

  #closed(): void {
    this.#heartbeat.stop();
    this.#token.stop();
    this.#deps.devices.remove(this);
    this.#legs.unlink(this);
  }
}
