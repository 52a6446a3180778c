import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  giveVoiceAndProbe,
  HEARD_ABOVE_DB,
  listen,
  untilSound,
  type Heard,
} from '../../harness/audio-probe.ts';
import type { PartyPage, SdkEvent } from './page/party.ts';

type PartyWindow = Window & { readonly party: PartyPage };

/**
 * A party of a real call: a telephone in a headless page, driven from here, with a tone for a voice. What it is told to
 * do to a call does nothing where there is none.
 */
export class Party {
  readonly #context: BrowserContext;
  readonly #page: Page;
  readonly #token: string;

  private constructor(
    readonly identity: string,
    context: BrowserContext,
    page: Page,
    token: string,
  ) {
    this.#context = context;
    this.#page = page;
    this.#token = token;
  }

  /** Opens the page. It rings only after `register`, and calls only by `connect`. */
  static async open(
    browser: Browser,
    options: {
      readonly url: string;
      readonly identity: string;
      readonly token: string;
      /** The pitch of its voice. */
      readonly toneHz: number;
    },
  ): Promise<Party> {
    const context = await browser.newContext({ permissions: ['microphone'] });
    const page = await context.newPage();
    await giveVoiceAndProbe(page, options.toneHz);
    await page.goto(options.url);
    return new Party(options.identity, context, page, options.token);
  }

  /** Lets calls to the identity ring here. */
  async register(): Promise<void> {
    await this.#page.evaluate(
      (token) => (window as unknown as PartyWindow).party.register(token),
      this.#token,
    );
  }

  /** Calls the laboratory's application. @returns the call's SID once it is answered @throws Error when it is not */
  connect(params: Readonly<Record<string, string>>): Promise<string> {
    return this.#page.evaluate(
      ({ token, params }) => (window as unknown as PartyWindow).party.connect(token, params),
      { token: this.#token, params: { ...params } },
    );
  }

  /** Answers what rings. */
  accept(): Promise<void> {
    return this.#page.evaluate(() => (window as unknown as PartyWindow).party.accept());
  }

  reject(): Promise<void> {
    return this.#page.evaluate(() => (window as unknown as PartyWindow).party.reject());
  }

  hangUp(): Promise<void> {
    return this.#page.evaluate(() => (window as unknown as PartyWindow).party.hangUp());
  }

  /** Sends key tones into the call. */
  press(keys: string): Promise<void> {
    return this.#page.evaluate((keys) => (window as unknown as PartyWindow).party.press(keys), keys);
  }

  /** The events of the Voice SDK so far, oldest first. */
  told(): Promise<readonly SdkEvent[]> {
    return this.#page.evaluate(() => (window as unknown as PartyWindow).party.told());
  }

  /** Listens for 1.2 s, or for so many seconds. @returns the loudest level of each tone, in dBFS */
  hears(tones: readonly number[], seconds?: number): Promise<Heard> {
    return listen(this.#page, tones, seconds);
  }

  /** Resolves when anything sounds. @throws Error when nothing does in 20 s */
  untilSound(): Promise<void> {
    return untilSound(this.#page);
  }

  /** Listens for so many seconds. @returns which of the tones were heard, and whether anything sounded */
  async listens(
    tones: readonly number[],
    seconds: number,
  ): Promise<{ readonly tones: readonly number[]; readonly sounds: boolean }> {
    const [levels, sounds] = await Promise.all([
      this.hears(tones, seconds),
      untilSound(this.#page, seconds).then(
        () => true,
        () => false,
      ),
    ]);
    return { tones: tones.filter((tone) => (levels[tone] ?? -Infinity) > HEARD_ABOVE_DB), sounds };
  }

  /** The browser kills the page, so that it cannot say goodbye. Resolves once the page is dead. */
  async crash(): Promise<void> {
    const session = await this.#context.newCDPSession(this.#page);
    void session.send('Page.crash').catch(() => undefined);
    await this.#page.waitForEvent('crash');
  }

  /** Closes the window, as a person would. */
  async leave(): Promise<void> {
    await this.#page.close({ runBeforeUnload: false });
  }

  /** Ends the party: its page and all that its browser kept. */
  async close(): Promise<void> {
    await this.#context.close();
  }
}
