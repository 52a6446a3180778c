import type { Offer } from '../switch/ports.ts';
import type { RecordedMessage } from './answerers/recorded-messages.ts';
import type { HeardSegment } from './hearing-log.ts';
import { PhoneError } from './phone-error.ts';
import type { Phone, PhoneDeps } from './phone.ts';
import type { PhoneState } from './phone-state.ts';
import type { DialledCall } from './ports.ts';

/** The call that a phone is on. */
export interface PhoneCall {
  readonly callSid: string;
  /** Of a call that rang here. */
  readonly offer?: Offer;
  status: 'ringing' | 'dialling' | 'talking';
}

/**
 * The common part of a person's phone and a scripted one. It has one call at a time, from its first ring to its end.
 */
export abstract class SingleLinePhone<Call extends PhoneCall> implements Phone {
  readonly id: string;
  #call: Call | undefined;

  /** @param address the phone's number, E.164, or its SIP address */
  constructor(
    readonly address: string,
    private readonly shown: Pick<PhoneState, 'name' | 'kind'>,
    protected readonly deps: PhoneDeps,
  ) {
    this.id = `phone ${address}`;
  }

  abstract readonly heard: readonly HeardSegment[];
  abstract ring(offer: Offer): void;
  /** Makes the call that is dialled. */
  protected abstract dialled(callSid: string): Call;
  /** Removes the state of the call that ended. */
  protected abstract ended(call: Call): void;

  get messages(): readonly RecordedMessage[] {
    return [];
  }

  get state(): PhoneState {
    const base = { number: this.address, ...this.shown };
    if (!this.#call) return { ...base, status: 'idle' };
    const { status, callSid, offer } = this.#call;
    return { ...base, status, callSid, ...(offer && { from: offer.from }) };
  }

  /** Throws a `PhoneError` (409) during another call. */
  dial(to: string): DialledCall {
    if (this.#call) throw new PhoneError(409, `${this.address} is on a call already. Hang it up first.`);
    const dialled = this.deps.line.dial({ device: this, to });
    const call = this.begin(this.dialled(dialled.callSid));
    dialled.answered.then(
      () => this.connect(call),
      () => this.end(call),
    );
    return dialled;
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
    this.end(call);
    if (call.status === 'ringing') call.offer?.reject();
    else this.deps.line.hangUp(call.callSid);
  }

  protected get call(): Call | undefined {
    return this.#call;
  }

  protected begin(call: Call): Call {
    this.#call = call;
    this.deps.changed();
    return call;
  }

  /** The other end is there. @returns false when the call has ended meanwhile */
  protected connect(call: Call): boolean {
    if (this.#call !== call) return false;
    call.status = 'talking';
    this.deps.changed();
    return true;
  }

  protected end(call: Call): void {
    if (this.#call !== call) return;
    this.#call = undefined;
    this.ended(call);
    this.deps.changed();
  }

  #endOf(callSid: string): void {
    if (this.#call?.callSid === callSid) this.end(this.#call);
  }
}
