import type { AccountNumber, NumberDirectory } from '../../switch/dependencies.ts';
import { TwilioError } from '../../twilio-error.ts';
import { NO_VOICE, routingOf } from './voice-settings.ts';
import { type VoiceEntry, VoiceTable } from './voice-table.ts';

/** A number of the account. */
export interface IncomingNumber extends VoiceEntry {
  readonly phoneNumber: string;
  readonly voiceApplicationSid: string | null;
}

/** The account's numbers. The switch looks here for what to do with a call. */
export class NumberTable extends VoiceTable<IncomingNumber> implements NumberDirectory {
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
    const now = this.clock.now();
    const own = { sid: this.sids.next('PN'), phoneNumber, dateCreated: now, dateUpdated: now };
    const { voiceApplicationSid = null } = settings;
    return this.put({ ...NO_VOICE, friendlyName: phoneNumber, ...settings, ...own, voiceApplicationSid });
  }
}
