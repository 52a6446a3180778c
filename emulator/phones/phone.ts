import type { Clock } from '../clock.ts';
import type { RecordedMessage } from './answerers/recorded-messages.ts';
import type { ClipSource, Device } from '../switch/ports.ts';
import type { HeardSegment } from './hearing-log.ts';
import type { PhoneState } from './phone-state.ts';
import type { DialledCall, OutsideLine, PhoneMedia } from './ports.ts';

/** The parts that every phone needs. */
export interface PhoneDeps {
  readonly clock: Clock;
  readonly line: OutsideLine;
  readonly media: PhoneMedia;
  readonly clips: ClipSource;
  /** Called after every change of the phone's state. */
  readonly changed: () => void;
}

/** An outside phone. It is on one call at a time. */
export interface Phone extends Device {
  readonly state: PhoneState;
  dial(to: string): DialledCall;
  /** Hangs up its call, or rejects the ringing one. */
  putDown(): void;
  /** The sounds of its newest call; empty for a person's phone. */
  readonly heard: readonly HeardSegment[];
  /** What it recorded as a mailbox, oldest first; empty for a person's phone. */
  readonly messages: readonly RecordedMessage[];
}
