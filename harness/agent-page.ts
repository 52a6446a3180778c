import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { giveVoiceAndProbe, lately, listen, type Heard } from './audio-probe.ts';

/** An agent at their page, driven by roles and labels as a person would use it. */
export class AgentPage {
  readonly page: Page;
  readonly toneHz: number;
  readonly #context: BrowserContext;
  #isGone = false;

  private constructor(context: BrowserContext, page: Page, toneHz: number) {
    this.#context = context;
    this.page = page;
    this.toneHz = toneHz;
  }

  /**
   * Opens the page in a window of its own, with a tone for a voice.
   * @param prepare what to do to the window before the page is in it: to cut or change its requests, say
   */
  static async open(
    browser: Browser,
    url: string,
    toneHz: number,
    prepare?: (context: BrowserContext) => Promise<unknown>,
  ): Promise<AgentPage> {
    const context = await browser.newContext({ permissions: ['microphone', 'notifications'] });
    await prepare?.(context);
    const page = await context.newPage();
    await giveVoiceAndProbe(page, toneHz);
    await page.goto(url);
    return new AgentPage(context, page, toneHz);
  }

  /** Whether the page was killed or closed, or is of no use to another test. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** No other test takes this page over. */
  retire(): void {
    this.#isGone = true;
  }

  /** Closes what a test has left on the page: other windows, what was told, requests that were changed. */
  async tidyUp(): Promise<void> {
    await this.page.unrouteAll({ behavior: 'ignoreErrors' });
    const others = this.#context.pages().filter((page) => page !== this.page);
    await Promise.all(others.map((page) => page.close()));
    await this.sees('Ready when you are');
    if (await this.button('Dismiss').count()) await this.click('Dismiss');
  }

  async signIn(id: string, passcode: string): Promise<void> {
    await this.page.getByLabel('Agent ID').fill(id);
    await this.page.getByLabel('Passcode', { exact: true }).fill(passcode);
    await this.click('Sign in');
  }

  async goAvailable(): Promise<void> {
    await this.click('Go available');
    await this.sees('Ready for calls');
  }

  /** After a reload while it rang: whether they are available still depends on what the service heard of first. */
  async backAtWork(): Promise<void> {
    const isReady = this.page.getByText('Ready for calls');
    await isReady.or(this.button('Go available')).first().waitFor();
    if (!(await isReady.isVisible())) await this.click('Go available');
    await this.sees('Ready for calls');
  }

  /** A button by the beginning of its name. Some names go on with the party. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  async click(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** Waits for the ringing call and answers it. */
  async answer(): Promise<void> {
    await this.click('Answer');
  }

  /** Opens the transfer dialog, chooses the colleague and sends. */
  async transferTo(
    name: string,
    how: 'Consult' | 'Add to call' | 'Send without talking',
    note = '',
  ): Promise<void> {
    await this.click('Transfer');
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('option', { name: new RegExp(name) }).click();
    if (note) await dialog.getByLabel('Note').fill(note);
    await dialog.getByRole('button', { name: new RegExp(`^${how}`) }).click();
  }

  /** Ends the call for everybody, and confirms it when the page asks. */
  async endCall(): Promise<void> {
    await this.click('End call');
    await this.click('End for everyone');
  }

  /** Takes no more calls, and closes the window. */
  async goOffline(): Promise<void> {
    if (!this.#isGone) await this.#setOffline();
    await this.close();
    this.#isGone = true;
  }

  async #setOffline(): Promise<void> {
    await this.page.evaluate(async () => {
      const headers = { 'Content-Type': 'application/json' };
      await fetch('/api/presence/set', {
        method: 'POST',
        headers,
        body: JSON.stringify({
          presence: 'offline',
          json: true,
          browser: localStorage.getItem('browser-key'),
        }),
      });
    });
  }

  /** The browser kills the page: it cannot say goodbye. */
  async crash(): Promise<void> {
    this.#isGone = true;
    const session = await this.#context.newCDPSession(this.page);
    // A page that has crashed never answers.
    void session.send('Page.crash').catch(() => undefined);
    await this.page.waitForEvent('crash');
  }

  /** Closes the window at any moment. Its page still says goodbye, as in a person's browser. */
  async vanish(): Promise<void> {
    this.#isGone = true;
    // The goodbye may still be on its way, and ends with the context: that is closed with the browser.
    await Promise.all(this.#context.pages().map((page) => page.close()));
  }

  async reload(): Promise<void> {
    this.page.once('dialog', (dialog) => void dialog.accept().catch(() => undefined));
    await this.page.reload();
  }

  /**
   * Lets the page believe that each access token runs out after so many seconds.
   * @returns the number of requests so far
   */
  async shortenTokens(seconds: number): Promise<() => number> {
    let count = 0;
    await this.page.route('**/api/token', async (route) => {
      count += 1;
      const response = await route.fetch();
      const answer = (await response.json()) as object;
      await route.fulfill({ response, json: { ...answer, expiresAt: Date.now() + seconds * 1000 } });
    });
    return () => count;
  }

  /** Access tokens come so many milliseconds late. */
  async delayTokens(milliseconds: number): Promise<void> {
    await this.page.route('**/api/token', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      await route.continue();
    });
  }

  /** Another tab of the same browser, signed in as the same agent. */
  async secondPage(url: string): Promise<AgentPage> {
    const page = await this.#context.newPage();
    await giveVoiceAndProbe(page, this.toneHz);
    await page.goto(url);
    return new AgentPage(this.#context, page, this.toneHz);
  }

  /** Waits until the page says so. A failure shows what it says instead. */
  async sees(text: string | RegExp): Promise<void> {
    try {
      await this.page.getByText(text).first().waitFor({ timeout: 40_000 });
    } catch {
      const instead = await this.page.locator('body').innerText();
      throw new Error(`The page does not say "${String(text)}" but:\n${instead}`);
    }
  }

  /** Waits for the page to be the one after a call; teammates' wrap-up does not count. */
  async wrapsUp(): Promise<void> {
    await this.page.getByRole('heading', { name: 'Wrap-up' }).waitFor();
  }

  async doesNotSee(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor({ state: 'hidden' });
  }

  hears(tones: readonly number[], seconds?: number): Promise<Heard> {
    return listen(this.page, tones, seconds);
  }

  /** The tones heard in the last half second, lowest first; undefined until it has listened for so long. */
  heardLately(tones: readonly number[], anew: boolean): Promise<readonly number[] | undefined> {
    return lately(this.page, tones, 0.5, anew);
  }

  async close(): Promise<void> {
    // A request on its way through a handler must not outlive the page.
    if (!this.#isGone) {
      await this.page.unrouteAll({ behavior: 'ignoreErrors' });
      await this.#context.unrouteAll({ behavior: 'ignoreErrors' });
    }
    await this.#context.close();
  }
}
