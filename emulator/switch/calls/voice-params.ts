import type { Call } from './call.ts';
import { callToken } from './call-token.ts';

/**
 * The parameters that Twilio sends with every request about a call.
 * https://www.twilio.com/docs/voice/twiml#request-parameters
 */
export function voiceParams(call: Call): Record<string, string> {
  return {
    ...call.extraParams,
    AccountSid: call.accountSid,
    ApiVersion: '2010-04-01',
    CallSid: call.sid,
    CallStatus: call.status,
    Called: call.told,
    Caller: call.from,
    Direction: call.direction,
    From: call.from,
    To: call.told,
    ...(call.parentCallSid ? { ParentCallSid: call.parentCallSid } : {}),
    ...(call.direction === 'inbound' && call.from.startsWith('+') ? { CallToken: callToken(call) } : {}),
    ...place('Caller', call.from),
    ...place('Called', call.to),
    ...place('From', call.from),
    ...place('To', call.to),
  };
}

/** The time as Twilio writes it in status callbacks: RFC 2822. */
export function rfc2822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

/** Twilio looks numbers up. The emulator knows only the country code of North America. */
function place(side: string, address: string): Record<string, string> {
  if (!address.startsWith('+')) return {};
  const country = address.startsWith('+1') ? 'US' : '';
  return { [`${side}City`]: '', [`${side}State`]: '', [`${side}Zip`]: '', [`${side}Country`]: country };
}
