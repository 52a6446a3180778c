import type { AudioPort } from '../media/audio-port.ts';
import type { Offer } from '../switch/ports.ts';
import type { HeardSegment } from './hearing-log.ts';
import { SingleLinePhone, type PhoneCall } from './single-line-phone.ts';
import { PhoneError } from './phone-error.ts';
import type { PhoneDeps } from './phone.ts';

interface PersonCall extends PhoneCall {
  port?: AudioPort & { close?(): Promise<void> };
}

/** The phone of a person at the console. Their browser's microphone and speaker are connected to it. */
export class PersonPhone extends SingleLinePhone<PersonCall> {
  readonly heard: readonly HeardSegment[] = [];

  constructor(
    { number, name = number }: { readonly number: string; readonly name?: string },
    deps: PhoneDeps,
  ) {
    super(number, { name, kind: 'person' }, deps);
  }

  /** Connects the person's sound: a WebRTC peer. Replaces an earlier one. Throws a `PhoneError` (409) without a call. */
  connectSound(callSid: string, port: AudioPort & { close?(): Promise<void> }): void {
    const call = this.#callOf(callSid);
    void call.port?.close?.();
    call.port = port;
    this.deps.media.attach(callSid, port);
  }

  ring(offer: Offer): void {
    if (this.call) return offer.reject();
    this.begin({ callSid: offer.callSid, offer, status: 'ringing' });
  }

  /** Takes the ringing call. Throws a `PhoneError` (409) when it rings no more. */
  pickUp(callSid: string): void {
    const call = this.#callOf(callSid);
    if (call.status === 'ringing' && call.offer?.answer()) return void this.connect(call);
    this.end(call);
    throw new PhoneError(409, 'The call is not ringing any more.');
  }

  protected dialled(callSid: string): PersonCall {
    return { callSid, status: 'dialling' };
  }

  protected ended({ callSid, port }: PersonCall): void {
    if (port) this.deps.media.detach(callSid, port);
    void port?.close?.();
  }

  #callOf(callSid: string): PersonCall {
    if (this.call?.callSid === callSid) return this.call;
    throw new PhoneError(409, `${this.address} is not on the call ${callSid}.`);
  }
}
