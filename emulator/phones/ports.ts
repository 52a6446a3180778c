import type { AudioPort } from '../media/audio-port.ts';
import type { Device } from '../switch/ports.ts';

/** The telephone network for an outside phone: the switch, seen from the far end of the line. */
export interface OutsideLine {
  /** Dials `to` from the device's own address. The device's `hangUp` tells when the switch ends the call. */
  dial(call: { readonly device: Device; readonly to: string }): DialledCall;
  /** The phone hung up. Unknown calls are ignored. */
  hangUp(callSid: string): void;
  /** The phone pressed digits: `0-9`, `*`, `#`, `w` (half a second of nothing). */
  pressDigits(callSid: string, digits: string): void;
}

export interface DialledCall {
  readonly callSid: string;
  /** Resolves when the other end answered; rejects when it never will. */
  readonly answered: Promise<void>;
}

/** Where a phone's sound is connected: the media engine, or nothing in a simulation. */
export interface PhoneMedia {
  attach(callSid: string, port: AudioPort): void;
  detach(callSid: string, port?: AudioPort): void;
}
