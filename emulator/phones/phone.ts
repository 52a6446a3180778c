import type { Clock } from '../clock.ts';
import type { ClipSource, Device } from '../switch/ports.ts';
import type { HeardSegment } from './hearing-log.ts';
import type { PhoneState } from './phone-state.ts';
import type { DialledCall, OutsideLine, PhoneMedia } from './ports.ts';

/** What every phone is made with. */
export interface PhoneDeps {
  readonly clock: Clock;
  readonly line: OutsideLine;
  readonly media: PhoneMedia;
  readonly clips: ClipSource;
  /** Told whenever the phone's state changed. */
  readonly changed: () => void;
}

/** An outside phone. It is on one call at a time. */
export interface Phone extends Device {
  readonly state: PhoneState;
  dial(to: string): DialledCall;
  /** Hangs up its call, or rejects the one that rings. */
  putDown(): void;
  /** What it heard in its newest call; empty for a person's phone. */
  readonly heard: readonly HeardSegment[];
}
