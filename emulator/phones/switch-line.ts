import type { Device } from '../switch/ports.ts';
import type { Switch } from '../switch/switch.ts';
import type { DialledCall, OutsideLine } from './ports.ts';

/** The telephone line between outside phones and the switch. */
export class SwitchLine implements OutsideLine {
  readonly #switch: Switch;

  constructor(phoneSwitch: Switch) {
    this.#switch = phoneSwitch;
  }

  dial({ device, to }: { readonly device: Device; readonly to: string }): DialledCall {
    const { sid } = this.#switch.dial(device, to);
    const answered = this.#switch.answered(sid);
    // The dialling phone may not care: an unanswered call is no fault of the emulator.
    answered.catch(() => undefined);
    return { callSid: sid, answered };
  }

  hangUp(callSid: string): void {
    this.#switch.hangUp(callSid);
  }

  pressDigits(callSid: string, digits: string): void {
    this.#switch.pressKeys(callSid, digits);
  }
}
