import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { WebRtcPeer } from '../media/webrtc-peer.ts';
import type { Offer } from '../switch/ports.ts';

/** Where a leg's frames go: the page's socket of the moment. */
export interface PageLink {
  readonly identity: string;
  /** How long the page's calls wait for it after its socket closed, in milliseconds. */
  readonly reconnectWithinMs: number;
  send(type: string, payload: object): void;
}

/** One call of one page. It outlives the page's socket: a page that comes back resumes it. */
export class VoiceLeg {
  readonly callSid: string;
  /** The token by which the page resumes the call. */
  readonly reconnectToken = randomUUID();
  /** The ringing call, for one that came in. */
  readonly offer: Offer | undefined;
  readonly identity: string;
  peer: WebRtcPeer;
  live = false;
  ended = false;
  readonly #clock: Clock;
  #link: PageLink | undefined;
  #lost: () => void = () => undefined;
  #stopWaiting: () => void = () => undefined;

  constructor(clock: Clock, callSid: string, link: PageLink, offer?: Offer) {
    this.#clock = clock;
    this.callSid = callSid;
    this.offer = offer;
    this.identity = link.identity;
    this.peer = new WebRtcPeer();
    this.#link = link;
  }

  get linked(): boolean {
    return this.#link !== undefined;
  }

  send(type: string, payload: object): void {
    this.#link?.send(type, { callsid: this.callSid, ...payload });
  }

  /** The page is reachable over this socket from now on. */
  relink(link: PageLink): void {
    this.#stopWaiting();
    this.#link = link;
  }

  /**
   * The socket closed. Nothing happens if the page has another one already. A page must come back in the time that it
   * asked for. Otherwise it loses its call, even if its sound still comes through. By default that is at once.
   * https://www.twilio.com/docs/voice/sdks/javascript/edges#edge-fallback-and-signaling-reconnection
   */
  unlink(link: PageLink): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    if (this.live) this.#stopWaiting = this.#clock.after(link.reconnectWithinMs, () => this.#lost());
  }

  /** A page that reconnects while it rings has forgotten the call and its peer, and needs a new one. */
  async renewPeer(): Promise<void> {
    await this.peer.close();
    this.peer = new WebRtcPeer();
  }

  /** Calls `lost` once the page has been away for too long. */
  onLost(lost: () => void): void {
    this.#lost = lost;
  }

  end(): void {
    this.ended = true;
    this.#stopWaiting();
    this.#link = undefined;
    void this.peer.close();
  }
}
