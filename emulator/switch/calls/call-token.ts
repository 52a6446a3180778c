import type { Beliefs } from '../../beliefs.ts';
import type { Call } from './call.ts';

/**
 * The token of an incoming call. A call that shows the same caller id may be made with it.
 * https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
 */
export function callToken(call: Call): string {
  return JSON.stringify({ parentCallInfoToken: Buffer.from(call.sid).toString('base64url') });
}

/** Whether a token came with a call from that number. */
export function vouchesFor(
  { calls, beliefs }: { readonly calls: { find(sid: string): Call | undefined }; readonly beliefs: Beliefs },
  token: string,
  from: string,
): boolean {
  const call = calls.find(sidIn(token));
  if (call?.direction !== 'inbound' || call.from !== from || callToken(call) !== token) return false;
  return !call.isOver || beliefs.get('callTokenLife') === 'taken';
}

function sidIn(token: string): string {
  try {
    const { parentCallInfoToken } = JSON.parse(token) as { parentCallInfoToken?: unknown };
    return Buffer.from(String(parentCallInfoToken), 'base64url').toString();
  } catch {
    return '';
  }
}
