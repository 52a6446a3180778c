import type { AudioPort } from '../media/audio-port.ts';
import type { Offer } from '../switch/ports.ts';
import type { HeardSegment } from './hearing-log.ts';
import { PhoneError } from './phone-error.ts';
import type { Phone, PhoneDeps } from './phone.ts';
import type { PhoneState } from './phone-state.ts';
import type { DialledCall } from './ports.ts';

interface PersonCall {
  readonly callSid: string;
  readonly offer?: Offer;
  port?: AudioPort & { close?(): Promise<void> };
  status: 'ringing' | 'dialling' | 'talking';
}

/** The phone of a person at the console: their browser's microphone and speaker are connected to it. */
export class PersonPhone implements Phone {
  readonly id: string;
  readonly address: string;
  readonly #name: string;
  readonly #deps: PhoneDeps;
  #call: PersonCall | undefined;
  readonly heard: readonly HeardSegment[] = [];

  constructor(setup: { readonly number: string; readonly name?: string }, deps: PhoneDeps) {
    this.id = `phone ${setup.number}`;
    this.address = setup.number;
    this.#name = setup.name ?? setup.number;
    this.#deps = deps;
  }

  get state(): PhoneState {
    const base = { number: this.address, name: this.#name, kind: 'person' } as const;
    if (!this.#call) return { ...base, status: 'idle' };
    const { status, callSid, offer } = this.#call;
    return { ...base, status, callSid, ...(offer && { from: offer.from }) };
  }

  /** Connects the person's sound: a WebRTC peer. Replaces an earlier one. Throws a `PhoneError` (409) without a call. */
  connectSound(callSid: string, port: AudioPort & { close?(): Promise<void> }): void {
    const call = this.#callOf(callSid);
    void call.port?.close?.();
    call.port = port;
    this.#deps.media.attach(callSid, port);
  }

  dial(to: string): DialledCall {
    if (this.#call) throw new PhoneError(409, `${this.address} is on a call already. Hang it up first.`);
    const dialled = this.#deps.line.dial({ device: this, to });
    const call: PersonCall = { callSid: dialled.callSid, status: 'dialling' };
    this.#call = call;
    this.#deps.changed();
    dialled.answered.then(
      () => this.#connected(call),
      () => this.#end(call),
    );
    return dialled;
  }

  ring(offer: Offer): void {
    if (this.#call) return offer.reject();
    this.#call = { callSid: offer.callSid, offer, status: 'ringing' };
    this.#deps.changed();
  }

  /** Takes the ringing call. Throws a `PhoneError` (409) when it rings no more. */
  pickUp(callSid: string): void {
    const call = this.#callOf(callSid);
    if (call.status === 'ringing' && call.offer?.answer()) return this.#connected(call);
    this.#end(call);
    throw new PhoneError(409, 'The call is not ringing any more.');
  }

  stopRinging(callSid: string): void {
    this.#endOf(callSid);
  }

  hangUp(callSid: string): void {
    this.#endOf(callSid);
  }

  putDown(): void {
    const call = this.#call;
    if (!call) return;
    this.#end(call);
    if (call.status === 'ringing') call.offer?.reject();
    else this.#deps.line.hangUp(call.callSid);
  }

  #connected(call: PersonCall): void {
    if (this.#call !== call) return;
    call.status = 'talking';
    this.#deps.changed();
  }

  #callOf(callSid: string): PersonCall {
    if (this.#call?.callSid === callSid) return this.#call;
    throw new PhoneError(409, `${this.address} is not on the call ${callSid}.`);
  }

  #endOf(callSid: string): void {
    if (this.#call?.callSid === callSid) this.#end(this.#call);
  }

  #end(call: PersonCall): void {
    if (this.#call !== call) return;
    this.#call = undefined;
    if (call.port) this.#deps.media.detach(call.callSid, call.port);
    void call.port?.close?.();
    this.#deps.changed();
  }
}
