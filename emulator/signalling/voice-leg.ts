import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { WebRtcPeer } from '../media/webrtc-peer.ts';
import type { Offer } from '../switch/ports.ts';
import type { VoiceTiming } from './ports.ts';

const WATCH_EVERY_MS = 500;

/** Where a leg's frames go: the page's socket of the moment. */
export interface PageLink {
  readonly identity: string;
  send(type: string, payload: object): void;
}

/** One call of one page. It outlives the page's socket: a page that comes back resumes it. */
export class VoiceLeg {
  readonly callSid: string;
  /** What the page shows to resume the call. */
  readonly reconnectToken = randomUUID();
  /** The ringing call, for one that came in. */
  readonly offer: Offer | undefined;
  readonly identity: string;
  peer: WebRtcPeer;
  live = false;
  ended = false;
  readonly #clock: Clock;
  #link: PageLink | undefined;
  #lastLinkedAt: number;
  #stopWatching: (() => void) | undefined;

  constructor(clock: Clock, callSid: string, link: PageLink, offer?: Offer) {
    this.#clock = clock;
    this.callSid = callSid;
    this.offer = offer;
    this.identity = link.identity;
    this.peer = new WebRtcPeer(clock);
    this.#link = link;
    this.#lastLinkedAt = clock.now();
  }

  get linked(): boolean {
    return this.#link !== undefined;
  }

  send(type: string, payload: object): void {
    this.#link?.send(type, { callsid: this.callSid, ...payload });
  }

  /** The page is reachable over this socket from now on. */
  relink(link: PageLink): void {
    this.#link = link;
  }

  /** The socket closed; nothing happens if the page has another one already. */
  unlink(link: PageLink): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#lastLinkedAt = this.#clock.now();
  }

  /** A page that reconnects while ringing has forgotten the call and its peer: a new one is needed. */
  async renewPeer(): Promise<void> {
    await this.peer.close();
    this.peer = new WebRtcPeer(this.#clock);
  }

  /** Calls `onLost` once the page shows no sign of life for as long as `timing` allows. */
  watch(timing: VoiceTiming, onLost: () => void): void {
    this.#stopWatching?.();
    this.#stopWatching = this.#clock.after(WATCH_EVERY_MS, () => {
      if (this.#isLost(timing)) onLost();
      else this.watch(timing, onLost);
    });
  }

  end(): void {
    this.ended = true;
    this.#stopWatching?.();
    this.#link = undefined;
    void this.peer.close();
  }

  /** Sound alone keeps a call whose signalling dropped, as with Twilio; a page that crashed sends neither. */
  #isLost(timing: VoiceTiming): boolean {
    const now = this.#clock.now();
    if (this.#link) return now - this.peer.lastPacketAt >= timing.soundWithin;
    return now - Math.max(this.#lastLinkedAt, this.peer.lastPacketAt) >= timing.resumeWithin;
  }
}
