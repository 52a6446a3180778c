import type { Clock } from '../../clock.ts';
import type { AccountNumber, NumberDirectory } from '../../switch/dependencies.ts';
import type { SidSource } from '../../sids.ts';
import { TwilioError } from '../../twilio-error.ts';
import type { VoiceSettings } from './voice-settings.ts';
import { NO_VOICE } from './voice-settings.ts';
import { routingOf } from './voice-settings.ts';

/** A number of the account. */
export interface IncomingNumber extends VoiceSettings {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly voiceApplicationSid: string | null;
  readonly dateCreated: number;
  readonly dateUpdated: number;
}

/** The account's numbers. The switch looks here for what to do with a call. */
export class NumberTable implements NumberDirectory {
  readonly #clock: Clock;
  readonly #sids: SidSource;
  readonly #numbers = new Map<string, IncomingNumber>();

  constructor({ clock, sids }: { clock: Clock; sids: SidSource }) {
    this.#clock = clock;
    this.#sids = sids;
  }

  list(): readonly IncomingNumber[] {
    return [...this.#numbers.values()];
  }

  get(sid: string): IncomingNumber | undefined {
    return this.#numbers.get(sid);
  }

  /** The number that a caller dialled, in E.164, as the switch reads it. */
  find(phoneNumber: string): AccountNumber | undefined {
    const number = this.list().find((known) => known.phoneNumber === phoneNumber);
    if (!number) return undefined;
    const { sid, voiceApplicationSid } = number;
    return { sid, phoneNumber, ...routingOf(number), ...(voiceApplicationSid && { voiceApplicationSid }) };
  }

  /** @throws TwilioError 400 (21421) when it is no number, (21422) when the account has it already */
  buy(phoneNumber: string, settings: Partial<IncomingNumber> = {}): IncomingNumber {
    if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) {
      throw new TwilioError(400, 21421, `PhoneNumber ${phoneNumber} is invalid`);
    }
    if (this.find(phoneNumber))
      throw new TwilioError(400, 21422, `PhoneNumber ${phoneNumber} is not available`);
    const now = this.#clock.now();
    const dates = { dateCreated: now, dateUpdated: now };
    const own = { sid: this.#sids.next('PN'), phoneNumber, voiceApplicationSid: null, ...dates };
    const number = { ...NO_VOICE, friendlyName: phoneNumber, ...settings, ...own };
    this.#numbers.set(number.sid, { ...number, voiceApplicationSid: settings.voiceApplicationSid ?? null });
    return this.#numbers.get(number.sid) as IncomingNumber;
  }

  update(number: IncomingNumber, changes: Partial<IncomingNumber>): IncomingNumber {
    const updated = { ...number, ...changes, dateUpdated: this.#clock.now() };
    this.#numbers.set(number.sid, updated);
    return updated;
  }

  /** Takes back a number that was kept elsewhere. */
  restore(number: IncomingNumber): void {
    this.#numbers.set(number.sid, number);
  }

  release(sid: string): void {
    this.#numbers.delete(sid);
  }
}
