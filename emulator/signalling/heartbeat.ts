import type { WebSocket } from 'ws';
import type { Clock } from '../clock.ts';
import { HEARTBEAT } from './messages.ts';

/** Asks a page regularly whether it is there, and breaks the connection when it is not. */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #socket: WebSocket;
  readonly #everyMs: number;
  readonly #missedAtMost: () => number;
  #echoedAt: number;
  #stop: () => void = () => undefined;

  /** @param missedAtMost after so many heartbeats without an echo the page is gone */
  constructor(clock: Clock, socket: WebSocket, everyMs: number, missedAtMost: () => number) {
    this.#clock = clock;
    this.#socket = socket;
    this.#everyMs = everyMs;
    this.#missedAtMost = missedAtMost;
    this.#echoedAt = clock.now();
    this.#next();
  }

  /** The page has sent something, at least an echo. */
  heard(): void {
    this.#echoedAt = this.#clock.now();
  }

  stop(): void {
    this.#stop();
  }

  #next(): void {
    this.#stop = this.#clock.after(this.#everyMs, () => {
      const silentFor = this.#clock.now() - this.#echoedAt;
      if (silentFor > this.#missedAtMost() * this.#everyMs) return this.#socket.terminate();
      this.#socket.send(HEARTBEAT);
      this.#next();
    });
  }
}
