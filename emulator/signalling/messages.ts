import type { Offer } from '../switch/ports.ts';
import type { PageMessageContent } from '../switch/calls/user-messages.ts';

/**
 * The Voice SDK's protocol: text frames `{type, version, payload}` as @twilio/voice-sdk 2.18.5 sends and expects them.
 * https://www.twilio.com/docs/voice/sdks/javascript
 */
export const WIRE_VERSION = '1.6';
/** The server sends it raw, and the SDK echoes it. The SDK reconnects after 15 s without one. */
export const HEARTBEAT = '\n';

/** A frame from a page. Which fields of the payload are there depends on the type. */
export interface PageMessage {
  readonly type: string;
  readonly payload: {
    readonly token?: string;
    /** How long the page's calls wait for it after its socket closed, in seconds. */
    readonly reconnectTimeout?: number;
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

export const UNKNOWN_CALL: SignallingError = {
  code: 31005,
  message: 'This call cannot be resumed: it is over or unknown.',
};

/** The only type that pages may send. https://www.twilio.com/docs/voice/sdks/javascript/call-message-events */
const MESSAGE_TYPE = 'user-defined-message';
/** https://www.twilio.com/docs/api/errors/31210 */
const WRONG_TYPE: SignallingError = { code: 31210, message: 'Call Message Event Type is invalid.' };

/**
 * The answer to a page that has sent a message in its call: a frame's type and payload.
 * @param take gets the message for the customer's server
 */
export function takeMessage(
  { messagetype, voiceeventsid: sid = '', content, contenttype = 'application/json' }: PageMessage['payload'],
  take: (message: PageMessageContent) => void,
): [type: string, payload: object] {
  if (messagetype !== MESSAGE_TYPE) return ['error', { voiceeventsid: sid, error: WRONG_TYPE }];
  take({
    sid,
    content: typeof content === 'string' ? content : JSON.stringify(content),
    contentType: contenttype,
  });
  return ['ack', { acktype: 'message', voiceeventsid: sid }];
}

/** A message of the customer's server, for the page. */
export function messageFrame(voiceeventsid: string, content: unknown): object {
  return { voiceeventsid, content, contenttype: 'application/json', messagetype: MESSAGE_TYPE };
}

/** Twilio vouches for its own numbers at level A. https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir */
const VOUCHED_FOR = { StirStatus: 'TN-Validation-Passed-A' };

/** What a page is told of a call that rings there. Of `Params` the SDK decodes the values alone. */
export function inviteParameters(offer: Offer) {
  const { callSid: CallSid, accountSid: AccountSid, from: From, to: To, parameters, isVouchedFor } = offer;
  const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const about = { CallSid, AccountSid, From, To, ApiVersion: '2010-04-01', Params: pairs.join('&') };
  return isVouchedFor ? { ...about, ...VOUCHED_FOR } : about;
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
