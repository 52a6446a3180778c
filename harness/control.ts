/** The local Twilio's control API, as scripts and tests use it. */
export class Control {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Makes an outside phone; see `PhoneRequest` in emulator/phones. */
  async addPhone(phone: { readonly From: string } & Record<string, unknown>): Promise<void> {
    await this.#ask('POST', '/emulator/phones', phone);
  }

  /** Dials `to` from an outside phone and answers the call's SID. */
  async dial(from: string, to: string): Promise<string> {
    return (await this.#ask<{ CallSid: string }>('POST', '/emulator/calls', { From: from, To: to })).CallSid;
  }

  async hangUp(callSid: string): Promise<void> {
    await this.#ask('POST', `/emulator/calls/${callSid}/hangup`, {});
  }

  /** The leg's sound by the switch, and the sounds that its phone has measured, oldest first. */
  async audio(callSid: string): Promise<Audio> {
    return await this.#ask('GET', `/emulator/calls/${callSid}/audio`);
  }

  async state(): Promise<State> {
    return await this.#ask('GET', '/emulator/state');
  }

  async events(after = 0): Promise<readonly WireEvent[]> {
    return (await this.#ask<{ events: WireEvent[] }>('GET', `/emulator/events?after=${after}`)).events;
  }

  async functions(): Promise<readonly Invocation[]> {
    return (await this.#ask<{ invocations: Invocation[] }>('GET', '/emulator/functions')).invocations;
  }

  /** Cuts an agent's page off from the telephone's signalling, and refuses it for so many milliseconds. */
  async dropSignalling(identity: string, forMs: number): Promise<void> {
    await this.#ask('POST', `/emulator/pages/${identity}/drop-signalling`, { forMs });
  }

  /** How Twilio sees the account from now on. */
  async setStanding(standing: {
    readonly status: 'active' | 'suspended' | 'closed';
    readonly type: 'Full' | 'Trial';
    readonly profile?: 'none' | 'individual' | 'business';
    readonly opened?: string;
    readonly verified?: readonly string[];
  }): Promise<void> {
    await this.#ask('POST', '/emulator/account', standing);
  }

  /** Loses all sound of a page's call, or brings it back. */
  async loseMedia(callSid: string, lost: boolean): Promise<void> {
    await this.#ask('POST', `/emulator/calls/${callSid}/lose-media`, { lost });
  }

  async setFaults(rules: readonly Record<string, unknown>[]): Promise<void> {
    await this.#ask('POST', '/emulator/faults', { rules });
  }

  /** Ends all calls, and forgets phones, faults and the log. */
  async reset(): Promise<void> {
    await this.#ask('POST', '/emulator/reset', {});
  }

  /**
   * Sets the local Twilio's behaviour where Twilio documents nothing. An absent belief goes back to its first setting.
   */
  async setBeliefs(beliefs: Readonly<Record<string, string>>): Promise<void> {
    await this.#ask('POST', '/emulator/beliefs', { beliefs });
  }

  async #ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.#url + path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

export interface Audio {
  readonly heard: readonly HeardSegment[];
  /** The clip that plays to the leg at this moment. */
  readonly clip?: { readonly kind: string; readonly content: string };
  readonly [key: string]: unknown;
}

export interface HeardSegment {
  readonly from: number;
  readonly to: number;
  readonly kind: 'silence' | 'tone' | 'speech' | 'music';
  readonly tones: readonly number[];
  readonly levelDb: number;
}

export interface State {
  readonly calls: readonly { sid: string; status: string; to: string; from: string; direction: string }[];
  readonly conferences: readonly { sid: string; status: string; friendlyName: string }[];
}

export interface WireEvent {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  /** It is logged when it is over, and began so long before. */
  readonly durationMs?: number;
  /** The request's body. */
  readonly request?: string;
  readonly message?: string;
  readonly errorCode?: number;
}

export interface Invocation {
  readonly path: string;
  readonly at: number;
  readonly durationMs: number;
  readonly sequentialRequests: number;
}
