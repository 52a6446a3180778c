import type { PhoneState } from '../../phones/phone-state.ts';
import type { ConsoleState } from '../page-protocol.ts';
import { BrowserCall } from './browser-call.ts';
import { byId, element } from './element.ts';
import { ask } from './server.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];
const STATUS_WORDS = {
  idle: 'Ready to dial',
  dialling: 'Dialling…',
  ringing: 'Rings',
  talking: 'Connected',
} as const;

/** The phone of a person: choose who you are, dial, talk, mute, press keys, hang up. It also rings. */
export class PhoneView {
  readonly #fail: (error: unknown) => void;
  readonly #from = element('input', {
    id: 'from',
    list: 'from-list',
    value: '+12025550191',
    autocomplete: 'off',
    inputmode: 'tel',
  });
  readonly #fromList = element('datalist', { id: 'from-list' });
  readonly #to = element('input', { id: 'to', list: 'to-list', autocomplete: 'off', inputmode: 'tel' });
  readonly #toList = element('datalist', { id: 'to-list' });
  readonly #status = element('p', { class: 'phone-status', role: 'status' });
  readonly #call = this.#button('Call', 'call', () => this.#dial());
  readonly #answer = this.#button('Answer', 'call', () => this.#pickUp());
  readonly #mute = this.#button('Mute', 'plain', () => this.#toggleMute());
  readonly #hangUp = this.#button('Hang up', 'end', () => this.#putDown());
  readonly #keypad = element('div', { class: 'keypad', role: 'group', 'aria-label': 'Keypad' });
  #phone: PhoneState | undefined;
  #sound: BrowserCall | undefined;
  #muted = false;
  #connecting = false;

  constructor(fail: (error: unknown) => void) {
    this.#fail = fail;
  }

  mount(place: HTMLElement): void {
    for (const key of KEYS) this.#keypad.append(this.#button(key, 'key', () => this.#press(key)));
    place.append(
      element('label', { for: 'from' }, 'You are'),
      this.#from,
      this.#fromList,
      element('label', { for: 'to' }, 'Number to dial'),
      this.#to,
      this.#toList,
      this.#status,
      element('div', { class: 'buttons' }, this.#call, this.#answer, this.#mute, this.#hangUp),
      this.#keypad,
    );
    this.#from.addEventListener('change', () => void this.#register().catch(this.#fail));
    addEventListener('pagehide', () => this.#sayGoodbye());
    this.#draw();
  }

  /** Registers this page's phone at its number, so that it can be rung. */
  async register(): Promise<void> {
    await this.#register();
  }

  update(state: ConsoleState): void {
    this.#fromList.replaceChildren(
      ...state.callers.map(({ name, number }) => element('option', { value: number }, name)),
    );
    this.#toList.replaceChildren(...state.numbers.map((number) => element('option', { value: number })));
    if (this.#to.value === '') this.#to.value = state.numbers[0] ?? '';
    this.#phone = state.phones.find((phone) => phone.kind === 'person' && phone.number === this.#number());
    const isOver = this.#sound && !this.#connecting && this.#phone?.callSid !== this.#sound.callSid;
    if (isOver) this.#silence();
    this.#draw();
  }

  async #register(): Promise<void> {
    await ask('phones', { from: this.#number() });
  }

  async #dial(): Promise<void> {
    await this.#connect('calls', { from: this.#number(), to: this.#to.value });
  }

  async #pickUp(): Promise<void> {
    await this.#connect('calls/answer', { from: this.#number(), callSid: this.#phone?.callSid });
  }

  async #connect(path: 'calls' | 'calls/answer', body: object): Promise<void> {
    this.#connecting = true;
    this.#draw();
    try {
      this.#sound = await BrowserCall.connect(path, body, byId('speaker') as HTMLAudioElement);
    } finally {
      this.#connecting = false;
      this.#draw();
    }
  }

  #toggleMute(): void {
    this.#muted = !this.#muted;
    this.#sound?.mute(this.#muted);
    this.#draw();
  }

  async #putDown(): Promise<void> {
    const callSid = this.#phone?.callSid ?? this.#sound?.callSid;
    this.#silence();
    if (callSid) await ask('calls/hangup', { callSid });
  }

  async #press(digits: string): Promise<void> {
    const callSid = this.#phone?.callSid;
    if (callSid) await ask('calls/digits', { callSid, digits });
  }

  /** A closed page hangs up, as a phone without battery does. */
  #sayGoodbye(): void {
    if (!this.#sound) return;
    const body = JSON.stringify({ callSid: this.#sound.callSid });
    void fetch('/console/calls/hangup', {
      method: 'POST',
      keepalive: true,
      headers: { 'content-type': 'application/json' },
      body,
    });
  }

  #silence(): void {
    this.#sound?.close();
    this.#sound = undefined;
    this.#muted = false;
  }

  #draw(): void {
    const status = this.#connecting ? 'dialling' : (this.#phone?.status ?? 'idle');
    const words =
      status === 'ringing' ? `Rings: ${this.#phone?.from ?? 'unknown'} calls` : STATUS_WORDS[status];
    const text = this.#muted ? `${words}, muted` : words;
    if (this.#status.textContent !== text) this.#status.textContent = text;
    this.#status.dataset.status = status;
    const isBusy = status !== 'idle';
    this.#call.hidden = isBusy;
    this.#answer.hidden = status !== 'ringing';
    this.#mute.hidden = status !== 'talking';
    this.#mute.setAttribute('aria-pressed', String(this.#muted));
    this.#hangUp.hidden = !isBusy;
    this.#hangUp.textContent = status === 'ringing' ? 'Reject' : 'Hang up';
    this.#keypad.hidden = status !== 'talking';
    this.#from.disabled = isBusy;
    this.#to.disabled = isBusy;
  }

  #number(): string {
    return this.#from.value.replace(/[\s().-]/g, '');
  }

  #button(text: string, kind: string, act: () => unknown): HTMLButtonElement {
    const click = (): void =>
      void Promise.resolve()
        .then(act)
        .catch((error: unknown) => this.#fail(error));
    return element('button', { type: 'button', class: kind, onClick: click }, text);
  }
}
