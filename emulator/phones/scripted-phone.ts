import type { Offer } from '../switch/ports.ts';
import type { HeardSegment } from './hearing-log.ts';
import { PhoneError } from './phone-error.ts';
import type { PhoneSetup } from './phone-setup.ts';
import type { Phone, PhoneDeps } from './phone.ts';
import type { PhoneState } from './phone-state.ts';
import type { DialledCall } from './ports.ts';
import { ScriptRunner } from './script-runner.ts';
import { SoftwarePort } from './software-port.ts';

interface ScriptedCall {
  readonly callSid: string;
  readonly port: SoftwarePort;
  readonly runner: ScriptRunner;
  readonly cancelTimers: (() => void)[];
  status: 'ringing' | 'dialling' | 'talking';
  readonly offer?: Offer;
}

/** A phone without a person: does what its setup says. */
export class ScriptedPhone implements Phone {
  readonly id: string;
  readonly address: string;
  readonly setup: PhoneSetup;
  readonly #deps: PhoneDeps;
  #call: ScriptedCall | undefined;
  #heard: readonly HeardSegment[] = [];

  constructor(setup: PhoneSetup, deps: PhoneDeps) {
    this.id = `phone ${setup.From}`;
    this.address = setup.From;
    this.setup = setup;
    this.#deps = deps;
  }

  get state(): PhoneState {
    const { From, name = From } = this.setup;
    const base = { number: From, name, kind: 'scripted' } as const;
    if (!this.#call) return { ...base, status: 'idle' };
    const { status, callSid, offer } = this.#call;
    return { ...base, status, callSid, ...(offer && { from: offer.from }) };
  }

  get heard(): readonly HeardSegment[] {
    return this.#call?.port.hearing.segments ?? this.#heard;
  }

  dial(to: string): DialledCall {
    if (this.#call) throw new PhoneError(409, `${this.address} is on a call already. Hang it up first.`);
    const dialled = this.#deps.line.dial({ device: this, to });
    const call = this.#begin(dialled.callSid, 'dialling');
    this.#deps.media.attach(call.callSid, call.port);
    dialled.answered.then(
      () => this.#connected(call),
      () => this.#end(call),
    );
    return dialled;
  }

  ring(offer: Offer): void {
    if (this.#call) return offer.reject();
    const call = this.#begin(offer.callSid, 'ringing', offer);
    if (this.setup.whenRinging === 'never') return;
    const decide = (): void =>
      this.setup.whenRinging === 'answer' ? this.#answer(call, offer) : this.#refuse(call, offer);
    call.cancelTimers.push(this.#deps.clock.after(this.setup.after * 1000, decide));
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

  #begin(callSid: string, status: ScriptedCall['status'], offer?: Offer): ScriptedCall {
    const { clock, clips, line, changed } = this.#deps;
    const port = new SoftwarePort(clock, this.setup.listenFor);
    const runner = new ScriptRunner({
      clock,
      clips,
      port,
      pressDigits: (digits) => line.pressDigits(callSid, digits),
      hangUp: () => this.putDown(),
    });
    const call: ScriptedCall = { callSid, port, runner, cancelTimers: [], status, ...(offer && { offer }) };
    this.#call = call;
    changed();
    return call;
  }

  #answer(call: ScriptedCall, offer: Offer): void {
    if (!offer.answer()) return this.#end(call);
    this.#deps.media.attach(call.callSid, call.port);
    this.#connected(call);
  }

  #refuse(call: ScriptedCall, offer: Offer): void {
    this.#end(call);
    offer.reject();
  }

  #connected(call: ScriptedCall): void {
    if (this.#call !== call) return;
    call.status = 'talking';
    call.port.connect();
    this.#deps.changed();
    const { hangUpAfter, script } = this.setup;
    if (hangUpAfter !== undefined)
      call.cancelTimers.push(this.#deps.clock.after(hangUpAfter * 1000, () => this.putDown()));
    void call.runner.run(script).catch(() => this.putDown());
  }

  #endOf(callSid: string): void {
    if (this.#call?.callSid === callSid) this.#end(this.#call);
  }

  #end(call: ScriptedCall): void {
    if (this.#call !== call) return;
    this.#call = undefined;
    this.#heard = call.port.hearing.segments;
    call.runner.stop();
    for (const cancel of call.cancelTimers) cancel();
    this.#deps.media.detach(call.callSid, call.port);
    this.#deps.changed();
  }
}
