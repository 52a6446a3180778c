import type { Account } from '../account.ts';
import type { Beliefs } from '../beliefs.ts';
import type { Clock } from '../clock.ts';
import type { EventLog } from '../event-log.ts';
import type { MediaEngine } from '../media/media-engine.ts';
import type { PageAnswer } from '../switch/calls/page-answer.ts';
import type { Device } from '../switch/ports.ts';
import type { PageMessageContent } from '../switch/calls/user-messages.ts';
import type { DeviceRegistry } from './device-registry.ts';
import type { Edge } from './edges.ts';
import type { SignallingError } from './messages.ts';

/** The call control of the far end: the switch, as a page sees it. */
export interface ClientCalls {
  /** Places the call of `device.connect({params})`. The TwiML application is the token's. */
  place(call: ClientCall): PlacedCall;
  /** The page hung up. Unknown calls are ignored. */
  hangUp(callSid: string): void;
  /** The page pressed digits: `0-9`, `*`, `#`, `w`. */
  pressDigits(callSid: string, digits: string): void;
  /** The page sent a message to the customer's server. */
  sendMessage(callSid: string, message: PageMessageContent): void;
}

export interface ClientCall {
  readonly device: Device;
  /** Absent where the token's Voice grant names none. */
  readonly applicationSid?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface PlacedCall {
  readonly callSid: string;
  /** Resolves once there is sound; rejects with a signalling error when there never will be. */
  readonly answer: Promise<PageAnswer>;
}

export interface VoiceGatewayDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly log: EventLog;
  readonly devices: DeviceRegistry;
  readonly media: MediaEngine;
  readonly calls: ClientCalls;
  readonly timing?: Partial<VoiceTiming>;
  /** Absent: each has its first setting. */
  readonly beliefs?: Beliefs;
}

/** The gateway's data about a socket. */
export interface PlaceOfSocket {
  readonly edge: Edge;
  readonly isRefused: (identity: string) => boolean;
}

/** All in milliseconds. */
export interface VoiceTiming {
  readonly heartbeat: number;
  /** How long a call waits at most for its page after the socket closed, whatever the page asked for. */
  readonly resumeWithin: number;
}

export const DEFAULT_TIMING: VoiceTiming = { heartbeat: 5000, resumeWithin: 30_000 };

/** The error as the SDK understands it: it maps 31204 and 31205 to its own token errors. */
export function tokenError(error: unknown): SignallingError {
  const code = error instanceof Error && 'code' in error ? Number(error.code) : 0;
  const message = error instanceof Error ? error.message : 'The access token is not valid.';
  return { code: code === 20104 ? 31205 : 31204, message };
}
