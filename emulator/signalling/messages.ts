/**
 * The Voice SDK's wire: text frames `{type, version, payload}` as @twilio/voice-sdk 2.18.5 sends and expects them.
 * https://www.twilio.com/docs/voice/sdks/javascript
 */
export const WIRE_VERSION = '1.6';
/** Sent raw by the server and echoed by the SDK, which reconnects after 15 s without one. */
export const HEARTBEAT = '\n';

/** A frame from a page. Which fields of the payload are there depends on the type. */
export interface PageMessage {
  readonly type: string;
  readonly payload: {
    readonly token?: string;
    readonly media?: { readonly audio?: boolean };
    readonly callsid?: string;
    readonly sdp?: string;
    /** The token that resumes a call after the socket dropped. */
    readonly reconnect?: string;
    readonly twilio?: { readonly params?: string };
    readonly dtmf?: string;
    readonly content?: unknown;
    readonly contenttype?: string;
    readonly messagetype?: string;
    readonly voiceeventsid?: string;
  };
}

export interface SignallingError {
  readonly code: number;
  readonly message: string;
}

/** Reads a frame; undefined for one that is not of the protocol. */
export function parseMessage(text: string): PageMessage | undefined {
  try {
    const message: unknown = JSON.parse(text);
    if (typeof message !== 'object' || message === null || !('type' in message)) return undefined;
    const { type, payload } = message as { type: unknown; payload?: PageMessage['payload'] };
    return typeof type === 'string' ? { type, payload: payload ?? {} } : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a frame for the page. */
export function formatMessage(type: string, payload: object): string {
  return JSON.stringify({ type, version: WIRE_VERSION, payload });
}
