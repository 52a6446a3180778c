import type { Clock } from './clock.ts';

/** One line of what went over the wire, for the console, the control API and tests. Newest last. */
export interface LoggedEvent {
  readonly id: number;
  readonly at: number;
  readonly kind: 'webhook' | 'rest' | 'function' | 'signalling' | 'twiml' | 'warning';
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly durationMs?: number;
  /** Twilio's error code, where there was one: 11200, 12100, 20404, ... */
  readonly errorCode?: number;
  readonly message?: string;
  readonly request?: string;
  readonly response?: string;
  readonly callSid?: string;
}

/** Keeps the last events in memory and tells listeners of new ones. */
export class EventLog {
  readonly #clock: Clock;
  readonly #hide: (text: string) => string;
  readonly #limit: number;
  #events: LoggedEvent[] = [];
  #next = 1;
  readonly #listeners = new Set<(event: LoggedEvent) => void>();

  /** @param hide removes secrets from what went over the wire */
  constructor(clock: Clock, hide: (text: string) => string = (text) => text, limit = 5000) {
    this.#clock = clock;
    this.#hide = hide;
    this.#limit = limit;
  }

  record(event: Omit<LoggedEvent, 'id' | 'at'>): LoggedEvent {
    const { request, response } = event;
    const wire = {
      ...(request !== undefined && { request: this.#hide(request) }),
      ...(response !== undefined && { response: this.#hide(response) }),
    };
    const logged = { ...event, ...wire, id: this.#next++, at: this.#clock.now() };
    this.#events.push(logged);
    if (this.#events.length > this.#limit * 1.2) this.#events = this.#events.slice(-this.#limit);
    for (const listener of this.#listeners) listener(logged);
    return logged;
  }

  /** Every kept event with an id greater than `after`. */
  list(after = 0): readonly LoggedEvent[] {
    return this.#events.filter((event) => event.id > after);
  }

  clear(): void {
    this.#events = [];
  }

  subscribe(listener: (event: LoggedEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
