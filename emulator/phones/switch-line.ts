import type { CallRecord, SwitchChange } from '../switch/records.ts';
import type { Device } from '../switch/ports.ts';
import type { DialledCall, OutsideLine } from './ports.ts';

/** The part of the switch that an outside phone needs. */
interface SwitchOfPhones {
  dial(device: Device, to: string): CallRecord;
  hangUp(callSid: string): void;
  pressKeys(callSid: string, digits: string): void;
  subscribe(listener: (change: SwitchChange) => void): () => void;
}

/** The telephone line between outside phones and the switch. */
export class SwitchLine implements OutsideLine {
  readonly #switch: SwitchOfPhones;

  constructor(network: SwitchOfPhones) {
    this.#switch = network;
  }

  dial({ device, to }: { readonly device: Device; readonly to: string }): DialledCall {
    const { sid } = this.#switch.dial(device, to);
    return { callSid: sid, answered: this.#answered(sid) };
  }

  hangUp(callSid: string): void {
    this.#switch.hangUp(callSid);
  }

  pressDigits(callSid: string, digits: string): void {
    this.#switch.pressKeys(callSid, digits);
  }

  #answered(callSid: string): Promise<void> {
    const answered = new Promise<void>((resolve, reject) => {
      const unsubscribe = this.#switch.subscribe((change) => {
        if (change.type !== 'call' || change.call.sid !== callSid) return;
        const { status } = change.call;
        if (status === 'queued' || status === 'ringing') return;
        unsubscribe();
        if (status === 'in-progress') resolve();
        else reject(new Error(`The call ${callSid} was not answered: ${status}.`));
      });
    });
    // Whoever dials may not care: an unanswered call is no fault of the emulator.
    answered.catch(() => undefined);
    return answered;
  }
}
