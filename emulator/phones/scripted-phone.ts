import type { FarSound, Offer } from '../switch/ports.ts';
import { RecordedMessages } from './answerers/recorded-messages.ts';
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
  /** Told how the phone begins to sound. */
  readonly voiceListeners: Set<(sound: FarSound) => void>;
  recordingSince?: number;
}

/** A phone without a person: does what its setup says. */
export class ScriptedPhone extends SingleLinePhone<ScriptedCall> {
  readonly #messages = new RecordedMessages();
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

  override get messages() {
    return this.#messages.all;
  }

  onVoice(callSid: string, hear: (sound: FarSound) => void): () => void {
    const { call } = this;
    if (call?.callSid !== callSid) return () => {};
    call.voiceListeners.add(hear);
    return () => void call.voiceListeners.delete(hear);
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

  protected ended(call: ScriptedCall): void {
    const { callSid, port, runner, cancelTimers } = call;
    this.#record(call, false);
    this.#heard = port.hearing.segments;
    runner.stop();
    for (const cancel of cancelTimers) cancel();
    this.deps.media.detach(callSid, port);
  }

  #record(call: ScriptedCall, isOn: boolean): void {
    const now = this.deps.clock.now();
    const { callSid, offer, port, recordingSince: startedAt } = call;
    if (isOn) call.recordingSince = now;
    if (isOn || startedAt === undefined) return;
    delete call.recordingSince;
    const heard = port.hearing.segments;
    this.#messages.add({ callSid, from: offer?.from ?? this.address, startedAt, heard }, now);
  }

  #callFor(callSid: string): Omit<ScriptedCall, 'status'> {
    const { clock, clips, line } = this.deps;
    const port = new SoftwarePort(clock, this.setup.listenFor);
    const voiceListeners: ScriptedCall['voiceListeners'] = new Set();
    const runner = new ScriptRunner({
      clock,
      clips,
      port,
      pressDigits: (digits) => line.pressDigits(callSid, digits),
      hangUp: () => this.putDown(),
      voice: (sound) => voiceListeners.forEach((hear) => hear(sound)),
      recording: (isOn) => this.call?.callSid === callSid && this.#record(this.call, isOn),
    });
    return { callSid, port, runner, cancelTimers: [], voiceListeners };
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
