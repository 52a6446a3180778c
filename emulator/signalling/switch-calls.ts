import type { PageAnswer } from '../switch/calls/page-answer.ts';
import type { Switch } from '../switch/switch.ts';
import type { PageMessageContent } from '../switch/calls/user-messages.ts';
import type { ClientCall, ClientCalls, PlacedCall } from './ports.ts';

const NO_APPLICATION = {
  code: 31002,
  message: "The token's Voice grant names no TwiML application: it cannot call out.",
};

/** Connects pages with the switch. */
export class SwitchCalls implements ClientCalls {
  readonly #switch: Switch;

  constructor(theSwitch: Switch) {
    this.#switch = theSwitch;
  }

  /** @throws an error with code 31002 for a token without a TwiML application */
  place({ device, applicationSid, parameters }: ClientCall): PlacedCall {
    if (!applicationSid)
      throw Object.assign(new Error(NO_APPLICATION.message), { code: NO_APPLICATION.code });
    const { sid } = this.#switch.connect(device, applicationSid, parameters);
    return { callSid: sid, answer: this.#answer(sid) };
  }

  hangUp(callSid: string): void {
    this.#switch.hangUp(callSid);
  }

  pressDigits(callSid: string, digits: string): void {
    this.#switch.pressKeys(callSid, digits);
  }

  sendMessage(callSid: string, message: PageMessageContent): void {
    this.#switch.messages.receive(callSid, message);
  }

  async #answer(callSid: string): Promise<PageAnswer> {
    return await this.#switch.answerToPage(callSid).catch((error: Error) => {
      throw Object.assign(error, { code: 31005 });
    });
  }
}
