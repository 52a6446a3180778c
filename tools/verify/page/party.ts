/** A telephone in a page without buttons: `npm run verify` drives it from outside. */
import { Call, Device } from '@twilio/voice-sdk';

/** An event of the Voice SDK, as the page wrote it down. */
export interface SdkEvent {
  /** Milliseconds since the page was opened. */
  readonly at: number;
  /** The event's name in the SDK. */
  readonly what: string;
  /** An error's code, or the names of the parameters that an incoming call carried. */
  readonly detail?: string;
}

/** The actions of the telephone. */
export interface PartyPage {
  /** Registers, so that calls to the identity ring here. */
  register(token: string): Promise<void>;
  /** Calls the application. @returns the call's SID once it is answered */
  connect(token: string, params: Record<string, string>): Promise<string>;
  /** Answers what rings. */
  accept(): void;
  reject(): void;
  hangUp(): void;
  press(keys: string): void;
  /** All events so far, oldest first. */
  told(): readonly SdkEvent[];
}

class PartyLine implements PartyPage {
  readonly #told: SdkEvent[] = [];
  #call: Call | undefined;
  #device: Device | undefined;

  async register(token: string): Promise<void> {
    const device = this.#open(token);
    device.audio?.incoming(false);
    device.on('registered', () => this.#note('registered'));
    device.on('incoming', (incoming: Call) => {
      this.#note('incoming', [...incoming.customParameters.keys()].sort().join(','));
      this.#follow(incoming);
    });
    await device.register();
  }

  async connect(token: string, params: Record<string, string>): Promise<string> {
    const call = this.#follow(await this.#open(token).connect({ params }));
    if (call.status() !== Call.State.Open) await untilAccepted(call);
    return call.parameters['CallSid'] ?? '';
  }

  accept(): void {
    this.#call?.accept();
  }

  reject(): void {
    this.#call?.reject();
  }

  hangUp(): void {
    this.#call?.disconnect();
  }

  press(keys: string): void {
    this.#call?.sendDigits(keys);
  }

  told(): readonly SdkEvent[] {
    return this.#told;
  }

  #open(token: string): Device {
    if (this.#device) return this.#device;
    const device = new Device(token, { logLevel: 'error' });
    device.on('error', (error: { code?: number }) => this.#note('error', String(error.code)));
    this.#device = device;
    return device;
  }

  #follow(call: Call): Call {
    this.#call = call;
    for (const event of [
      'accept',
      'cancel',
      'disconnect',
      'reject',
      'ringing',
      'reconnecting',
      'messageReceived',
    ] as const)
      call.on(event, () => this.#note(event));
    call.on('error', (error: { code?: number }) => this.#note('error', String(error.code)));
    return call;
  }

  #note(what: string, detail?: string): void {
    this.#told.push({ at: Math.round(performance.now()), what, ...(detail !== undefined && { detail }) });
  }
}

function untilAccepted(call: Call): Promise<void> {
  return new Promise((resolve, reject) => {
    call.once('accept', () => resolve());
    call.once('disconnect', () => reject(new Error('The call ended before it was answered.')));
    call.once('error', (error: Error) => reject(error));
  });
}

Object.assign(window, { party: new PartyLine() });
