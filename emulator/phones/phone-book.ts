import type { Clock } from '../clock.ts';
import type { DeviceRegistry } from '../signalling/device-registry.ts';
import type { ClipSource } from '../switch/ports.ts';
import type { HeardSegment } from './hearing-log.ts';
import { PersonPhone } from './person-phone.ts';
import { PhoneError } from './phone-error.ts';
import { isSip } from '../switch/calls/address.ts';
import type { RecordedMessage } from './answerers/recorded-messages.ts';
import { parseDigits, parsePhoneAddress, parsePhoneNumber, parsePhoneSetup } from './phone-setup.ts';
import type { Phone, PhoneDeps } from './phone.ts';
import type { PhoneState } from './phone-state.ts';
import type { DialledCall, OutsideLine, PhoneMedia } from './ports.ts';
import { ScriptedPhone } from './scripted-phone.ts';

export interface PhoneBookDeps {
  readonly clock: Clock;
  readonly devices: DeviceRegistry;
  readonly line: OutsideLine;
  readonly media: PhoneMedia;
  readonly clips: ClipSource;
}

/**
 * The outside phones. Each rings at its number and can dial the account's numbers. All methods throw a `PhoneError`
 * with an HTTP status and a message that says what to do.
 */
export class PhoneBook {
  readonly #deps: PhoneDeps;
  readonly #devices: DeviceRegistry;
  readonly #phones = new Map<string, Phone>();
  readonly #phoneOfCall = new Map<string, Phone>();
  readonly #listeners = new Set<() => void>();

  constructor(deps: PhoneBookDeps) {
    this.#devices = deps.devices;
    this.#deps = { ...deps, changed: () => this.#changed() };
  }

  /** Makes a scripted phone from a `PhoneRequest`, in place of an idle one with the same number. */
  add(request: unknown): PhoneState {
    const setup = parsePhoneSetup(request);
    return this.#install(new ScriptedPhone(setup, this.#deps)).state;
  }

  /** Makes a phone for a person at the console, in place of an idle one with the same number. */
  addPerson(number: unknown, name?: string): PersonPhone {
    const setup = { number: parsePhoneNumber('From', number), ...(name !== undefined && { name }) };
    return this.#install(new PersonPhone(setup, this.#deps));
  }

  /** Ends the phone's call and takes the phone out of the book. */
  remove(number: unknown): void {
    const phone = this.find(number);
    this.#phones.delete(phone.address);
    this.#devices.remove(phone);
    phone.putDown();
    this.#changed();
  }

  /** The phone at a number or a SIP address; 404 where there is none. */
  find(number: unknown): Phone {
    const address = parsePhoneAddress('From', number);
    const phone = this.#phones.get(address);
    if (!phone)
      throw new PhoneError(404, `There is no phone ${address}. Make it with POST /emulator/phones.`);
    return phone;
  }

  list(): readonly PhoneState[] {
    return [...this.#phones.values()].map((phone) => phone.state);
  }

  /** Dials `To` from the phone `From`; an unknown `From` becomes a scripted phone that only listens. */
  dial(request: { readonly From?: unknown; readonly To?: unknown }): DialledCall {
    const from = parsePhoneAddress('From', request.From);
    if (isSip(from))
      throw new PhoneError(400, `${from} can be called, and cannot call: there are no SIP domains here.`);
    const to = parsePhoneNumber('To', request.To);
    if (!this.#phones.has(from)) this.add({ From: from });
    const phone = this.find(from);
    const dialled = phone.dial(to);
    this.#phoneOfCall.set(dialled.callSid, phone);
    return dialled;
  }

  /** Whether an outside phone is or was on this call. */
  has(callSid: string): boolean {
    return this.#phoneOfCall.has(callSid);
  }

  /** The outside phone on this call hangs up, or rejects it while it rings. Nothing happens where the call is over. */
  hangUp(callSid: string): void {
    const phone = this.#of(callSid);
    if (phone.state.callSid === callSid) phone.putDown();
  }

  /** The outside phone on this call presses digits. */
  press(callSid: string, digits: unknown): void {
    const checked = parseDigits(digits);
    if (this.#of(callSid).state.callSid !== callSid)
      throw new PhoneError(409, `The call ${callSid} is over.`);
    this.#deps.line.pressDigits(callSid, checked);
  }

  /**
   * The sounds that the scripted phone on this call has heard so far, oldest first. Kept until the phone's next call.
   */
  heard(callSid: string): readonly HeardSegment[] {
    return this.#of(callSid).heard;
  }

  /** The messages that the mailbox at a number has recorded, oldest first. */
  messages(number: unknown): readonly RecordedMessage[] {
    return this.find(number).messages;
  }

  /** Ends all phones' calls and forgets the phones. */
  reset(): void {
    for (const number of this.#phones.keys()) this.remove(number);
    this.#phoneOfCall.clear();
  }

  /** Calls back after every change of any phone's state. The returned function ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #install<P extends Phone>(phone: P): P {
    const former = this.#phones.get(phone.address);
    if (former && former.state.status !== 'idle') {
      throw new PhoneError(409, `${phone.address} is on a call. Hang it up before changing the phone.`);
    }
    if (former) this.#devices.remove(former);
    this.#phones.set(phone.address, phone);
    this.#devices.add(phone);
    this.#changed();
    return phone;
  }

  #of(callSid: string): Phone {
    const phone = this.#phoneOfCall.get(callSid);
    if (phone) return phone;
    throw new PhoneError(404, `No outside phone is or was on the call ${callSid}.`);
  }

  #changed(): void {
    for (const phone of this.#phones.values()) {
      const { callSid } = phone.state;
      if (callSid !== undefined) this.#phoneOfCall.set(callSid, phone);
    }
    for (const listener of this.#listeners) listener();
  }
}
