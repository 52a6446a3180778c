import type { WebSocket } from 'ws';
import type { Clock } from '../clock.ts';
import { HEARTBEAT } from './messages.ts';

/** A heartbeat that stays without echo so many times means that nobody is there. */
const MISSED_AT_MOST = 4;

/** Asks a page again and again whether it is there, and breaks the connection to one that is not. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #socket: WebSocket;
  readonly #everyMs: number;
  #echoedAt: number;
  #stop: () => void = () => undefined;

  constructor(clock: Clock, socket: WebSocket, everyMs: number) {
    this.#clock = clock;
    this.#socket = socket;
    this.#everyMs = everyMs;
    this.#echoedAt = clock.now();
    this.#next();
  }

  /** The page has said something, be it an echo. */
  heard(): void {
    this.#echoedAt = this.#clock.now();
  }

  stop(): void {
    this.#stop();
  }

  #next(): void {
    this.#stop = this.#clock.after(this.#everyMs, () => {
      const silentFor = this.#clock.now() - this.#echoedAt;
      if (silentFor > MISSED_AT_MOST * this.#everyMs) return this.#socket.terminate();
      this.#socket.send(HEARTBEAT);
      this.#next();
    });
  }
}
