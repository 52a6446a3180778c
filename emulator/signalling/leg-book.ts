import type { MediaEngine } from '../media/media-engine.ts';
import type { VoiceLeg } from './voice-leg.ts';

/** Every call of every page, whether its socket is open or not. */
export class LegBook {
  readonly #media: MediaEngine;
  readonly #legs = new Set<VoiceLeg>();

  constructor(media: MediaEngine) {
    this.#media = media;
  }

  add(leg: VoiceLeg): void {
    this.#legs.add(leg);
  }

  /** The call of the reconnect token that a page shows. */
  byToken(token: string): VoiceLeg | undefined {
    return [...this.#legs].find((leg) => leg.reconnectToken === token);
  }

  byCallSid(callSid: string): VoiceLeg | undefined {
    return [...this.#legs].find((leg) => leg.callSid === callSid && leg.live);
  }

  /** Calls that still ring for an identity whose page lost its socket. */
  ringingWithoutPage(identity: string): readonly VoiceLeg[] {
    return [...this.#legs].filter(
      (leg) => !leg.live && leg.offer && !leg.linked && leg.identity === identity,
    );
  }

  /** Connects the leg's sound. */
  goLive(leg: VoiceLeg): void {
    leg.live = true;
    this.#media.attach(leg.callSid, leg.peer);
  }

  /** Disconnects the leg's sound, because another peer follows. */
  silence(leg: VoiceLeg): void {
    leg.live = false;
    this.#media.detach(leg.callSid, leg.peer);
  }

  /** Takes the leg out and closes its peer. */
  end(leg: VoiceLeg): void {
    this.#legs.delete(leg);
    this.#media.detach(leg.callSid, leg.peer);
    leg.end();
  }

  endAll(): void {
    for (const leg of this.#legs) this.end(leg);
  }
}
