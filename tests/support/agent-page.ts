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
    await this.page.getByRole('status').filter({ hasText: 'Available' }).first().waitFor();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
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
    await dialog.getByRole('button', { name: how, exact: true }).click();
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
