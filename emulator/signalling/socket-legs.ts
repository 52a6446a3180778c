import type { LegBook } from './leg-book.ts';
import type { VoiceLeg, PageLink } from './voice-leg.ts';

/** The calls of one socket: those that its page placed, that ring there, or that it took over. */
export class SocketLegs {
  readonly #book: LegBook;
  /** The far end is told that the page's call is over. */
  readonly #hangUp: (callSid: string) => void;
  /** By CallSid and, for calls that the page placed, by its temporary sid too. */
  readonly #legs = new Map<string, VoiceLeg>();

  constructor(book: LegBook, hangUp: (callSid: string) => void) {
    this.#book = book;
    this.#hangUp = hangUp;
  }

  get(sid: string): VoiceLeg | undefined {
    return this.#legs.get(sid);
  }

  /** A new call. */
  add(leg: VoiceLeg): void {
    this.#book.add(leg);
    this.#legs.set(leg.callSid, leg);
  }

  /** The page knows its call by the sid that it made up. */
  alsoKnownAs(temporarySid: string, leg: VoiceLeg): void {
    this.#legs.set(temporarySid, leg);
  }

  /** A call of a page that lost its socket, or of another page. */
  takeOver(leg: VoiceLeg, page: PageLink): void {
    leg.relink(page);
    this.#legs.set(leg.callSid, leg);
  }

  goLive(leg: VoiceLeg): void {
    this.#book.goLive(leg);
    leg.onLost(() => this.hangUp(leg));
  }

  end(leg: VoiceLeg): void {
    this.#book.end(leg);
    for (const [sid, known] of this.#legs) if (known === leg) this.#legs.delete(sid);
  }

  hangUp(leg: VoiceLeg): void {
    this.end(leg);
    this.#hangUp(leg.callSid);
  }

  /** The socket is closed; its calls wait for their page. */
  unlink(page: PageLink): void {
    for (const leg of this.#legs.values()) leg.unlink(page);
  }
}
