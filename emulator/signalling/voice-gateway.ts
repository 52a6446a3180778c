import type { WebSocket } from 'ws';
import { edgeOf } from './edges.ts';
import { LegBook } from './leg-book.ts';
import type { VoiceGatewayDeps } from './ports.ts';
import { VoiceSocket } from './voice-socket.ts';

/** The Voice SDK's server: accepts pages' sockets and keeps their calls while a socket is away. */
export class VoiceGateway {
  readonly #deps: VoiceGatewayDeps;
  readonly #legs: LegBook;
  readonly #sockets = new Set<VoiceSocket>();
  readonly #refusedUntil = new Map<string, number>();

  constructor(deps: VoiceGatewayDeps) {
    this.#deps = deps;
    this.#legs = new LegBook(deps.media);
  }

  /** Takes over a WebSocket opened at `/__emulator/voice`. The address of the request names the edge. */
  accept(socket: WebSocket, request: { readonly url?: string | undefined } = {}): void {
    const place = { edge: edgeOf(request.url), isRefused: (identity: string) => this.#isRefused(identity) };
    const page = new VoiceSocket(socket, this.#deps, this.#legs, place);
    this.#sockets.add(page);
    socket.on('close', () => this.#sockets.delete(page));
  }

  /**
   * Cuts the signalling of every page of an identity, as a network failure does.
   * @param forMs how long its pages are refused when they come back, in milliseconds
   * @returns how many sockets were cut
   */
  dropSignalling(identity: string, forMs = 0): number {
    this.#refusedUntil.set(identity, this.#deps.clock.now() + forMs);
    const pages = [...this.#sockets].filter((page) => page.identity === identity);
    for (const page of pages) page.cut();
    return pages.length;
  }

  /**
   * Forgets the registrations of an identity's pages, whose SDK goes on to say that it is registered. A page that
   * registers anew, or comes back with another socket, rings again.
   * @returns how many were forgotten
   */
  forgetRegistration(identity: string): number {
    const pages = [...this.#sockets].filter((page) => page.identity === identity);
    for (const page of pages) page.forgetRegistration();
    return pages.length;
  }

  /** Loses (or brings back) all sound of a page's call, while its signalling stays up. False for an unknown call. */
  loseMedia(callSid: string, lost = true): boolean {
    const leg = this.#legs.byCallSid(callSid);
    leg?.peer.loseMedia(lost);
    return leg !== undefined;
  }

  /** Cuts every socket and closes every peer. */
  close(): void {
    for (const page of this.#sockets) page.cut();
    this.#legs.endAll();
  }

  #isRefused(identity: string): boolean {
    return (this.#refusedUntil.get(identity) ?? 0) > this.#deps.clock.now();
  }
}
