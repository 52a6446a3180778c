import type { Clock } from '../clock.ts';
import type { CallControl } from './call-control.ts';

export interface KeyRules {
  /** Keys that end the input. They are not part of it. */
  readonly finishOnKey: string;
  readonly most: number;
  /** How long to wait for the next key, in milliseconds. */
  readonly timeoutMs: number;
}

/** Collects the keys pressed on a call until they are complete or the time for the next one is over. */
export class KeyInput {
  readonly done: Promise<string>;
  #digits = '';
  #finish!: (digits: string) => void;
  #cancel = (): void => {};
  readonly #stopKeys: () => void;
  readonly #clock: Clock;
  readonly #rules: KeyRules;

  /** `started` is called at the first key. */
  constructor(control: CallControl, clock: Clock, rules: KeyRules, started: () => void) {
    this.#clock = clock;
    this.#rules = rules;
    this.done = new Promise((resolve) => (this.#finish = resolve));
    this.#started = started;
    this.#stopKeys = control.onKey((key) => this.#press(key));
  }

  readonly #started: () => void;

  /** Starts the wait for the next key, where it does not run yet. */
  startWaiting(): void {
    this.#cancel();
    this.#cancel = this.#clock.after(this.#rules.timeoutMs, () => this.#finish(this.#digits));
  }

  close(): void {
    this.#cancel();
    this.#stopKeys();
  }

  #press(key: string): void {
    this.#started();
    if (this.#rules.finishOnKey.includes(key)) return this.#finish(this.#digits);
    this.#digits += key;
    if (this.#digits.length >= this.#rules.most) return this.#finish(this.#digits);
    this.startWaiting();
  }
}
