import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { giveVoiceAndEars, listen, type Heard } from './ears.ts';

/** An agent at their page, driven by roles and labels as a person would use it. */
export class AgentPage {
  readonly page: Page;
  readonly toneHz: number;
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page, toneHz: number) {
    this.#context = context;
    this.page = page;
    this.toneHz = toneHz;
  }

  /** Opens the page in a window of its own, with a tone for a voice. */
  static async open(browser: Browser, url: string, toneHz: number): Promise<AgentPage> {
    const context = await browser.newContext({ permissions: ['microphone', 'notifications'] });
    const page = await context.newPage();
    await giveVoiceAndEars(page, toneHz);
    await page.goto(url);
    return new AgentPage(context, page, toneHz);
  }

  async signIn(id: string, passcode: string): Promise<void> {
    await this.page.getByLabel('Agent ID').fill(id);
    await this.page.getByLabel('Passcode').fill(passcode);
    await this.click('Sign in');
  }

  async goAvailable(): Promise<void> {
    await this.click('Go available');
    await this.sees('Ready for calls');
  }

  /** A button by what its name begins with; some go on to say what they do to whom. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  async click(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** Waits for the ringing call and takes it. */
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

  /** Ends the call for everybody, and says so when asked. */
  async endCall(): Promise<void> {
    await this.click('End call');
    await this.click('End for everyone');
  }

  /** Takes no more calls, and closes the window. */
  async goOffline(): Promise<void> {
    await this.page.evaluate(async () => {
      const headers = { 'Content-Type': 'application/json' };
      await fetch('/api/presence/set', { method: 'POST', headers, body: '{"presence":"offline"}' });
    });
    await this.close();
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  hears(tones: readonly number[], seconds?: number): Promise<Heard> {
    return listen(this.page, tones, seconds);
  }

  close(): Promise<void> {
    return this.#context.close();
  }
}
