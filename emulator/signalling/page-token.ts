import type { Account } from '../account.ts';
import type { Clock } from '../clock.ts';
import { verifyAccessToken, type AccessToken } from '../tokens.ts';

/** The access token that a page has shown last, until it expires. */
export class PageToken {
  readonly #clock: Clock;
  readonly #account: Account;
  #token: AccessToken | undefined;
  #stopExpiry: () => void = () => undefined;

  constructor(clock: Clock, account: Account) {
    this.#clock = clock;
    this.#account = account;
  }

  /** A token without identity may call out. */
  get identity(): string {
    return this.#token?.identity ?? '';
  }

  get voice(): AccessToken['voice'] {
    return this.#token?.voice;
  }

  get isShown(): boolean {
    return this.#token !== undefined;
  }

  /** Takes the place of the one before. @throws TokenError */
  async verify(jwt: string): Promise<AccessToken> {
    this.#token = await verifyAccessToken(jwt, this.#account, this.#clock.now());
    return this.#token;
  }

  /** Tells once when the token's time is over. */
  onExpired(expired: () => void): void {
    this.stop();
    const expiresAt = this.#token?.expiresAt ?? 0;
    this.#stopExpiry = this.#clock.after(expiresAt - this.#clock.now(), expired);
  }

  stop(): void {
    this.#stopExpiry();
  }
}
