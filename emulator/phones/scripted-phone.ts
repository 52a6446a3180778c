import type { Offer } from '../switch/ports.ts';
import type { HeardSegment } from './hearing-log.ts';
import { SingleLinePhone, type PhoneCall } from './single-line-phone.ts';
import type { PhoneSetup } from './phone-setup.ts';
import type { PhoneDeps } from './phone.ts';
import { ScriptRunner } from './script-runner.ts';
import { SoftwarePort } from './software-port.ts';

interface ScriptedCall extends PhoneCall {
  readonly port: SoftwarePort;
  readonly runner: ScriptRunner;
  readonly cancelTimers: (() => void)[];
}

/** A phone without a person: does what its setup says. */
export class ScriptedPhone extends SingleLinePhone<ScriptedCall> {
  #heard: readonly HeardSegment[] = [];

  constructor(
    readonly setup: PhoneSetup,
    deps: PhoneDeps,
  ) {
    const { From, name = From } = setup;
    super(From, { name, kind: 'scripted' }, deps);
  }

  get heard(): readonly HeardSegment[] {
    return this.call?.port.hearing.segments ?? this.#heard;
  }

  ring(offer: Offer): void {
    if (this.call) return offer.reject();
    const call = this.begin({ ...this.#callFor(offer.callSid), offer, status: 'ringing' });
    if (this.setup.whenRinging === 'never') return;
    const decide = (): void =>
      this.setup.whenRinging === 'answer' ? this.#answer(call, offer) : this.#refuse(call, offer);
    call.cancelTimers.push(this.deps.clock.after(this.setup.after * 1000, decide));
  }

  protected dialled(callSid: string): ScriptedCall {
    const call: ScriptedCall = { ...this.#callFor(callSid), status: 'dialling' };
    this.deps.media.attach(callSid, call.port);
    return call;
  }

  protected override connect(call: ScriptedCall): boolean {
    if (!super.connect(call)) return false;
    call.port.connect();
    const { hangUpAfter, script } = this.setup;
    if (hangUpAfter !== undefined)
      call.cancelTimers.push(this.deps.clock.after(hangUpAfter * 1000, () => this.putDown()));
    void call.runner.run(script).catch(() => this.putDown());
    return true;
  }

  protected ended({ callSid, port, runner, cancelTimers }: ScriptedCall): void {
    this.#heard = port.hearing.segments;
    runner.stop();
    for (const cancel of cancelTimers) cancel();
    this.deps.media.detach(callSid, port);
  }

  #callFor(callSid: string): Omit<ScriptedCall, 'status'> {
    const { clock, clips, line } = this.deps;
    const port = new SoftwarePort(clock, this.setup.listenFor);
    const runner = new ScriptRunner({
      clock,
      clips,
      port,
      pressDigits: (digits) => line.pressDigits(callSid, digits),
      hangUp: () => this.putDown(),
    });
    return { callSid, port, runner, cancelTimers: [] };
  }

  #answer(call: ScriptedCall, offer: Offer): void {
    if (!offer.answer()) return this.end(call);
    this.deps.media.attach(call.callSid, call.port);
    this.connect(call);
  }

  #refuse(call: ScriptedCall, offer: Offer): void {
    this.end(call);
    offer.reject();
  }
}
