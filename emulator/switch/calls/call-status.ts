import type { Call } from './call.ts';
import type { SwitchServices } from '../switch-services.ts';
import type { CallEvent } from '../requests.ts';
import { rfc2822, voiceParams } from './voice-params.ts';

/** SIP codes as Twilio reports them for calls that it placed. */
const sipCodes: Partial<Record<string, string>> = {
  completed: '200',
  busy: '486',
  'no-answer': '487',
  canceled: '487',
  failed: '404',
};

/**
 * Sends an event to the call's status callback, if it asked for that event. Nobody waits for the answer.
 * https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent
 */
export function sendCallStatus(context: SwitchServices, call: Call, event: CallEvent): void {
  const target = call.callback;
  if (!target) return;
  const sequence = call.callbackSequence;
  call.callbackSequence += 1;
  if (!target.events.has(event)) return;
  const params = {
    ...voiceParams(call),
    ...(event === 'initiated' ? { CallStatus: 'initiated' } : {}),
    ...(event === 'completed' ? endParams(call) : {}),
    CallbackSource: 'call-progress-events',
    SequenceNumber: String(sequence),
    Timestamp: rfc2822(context.clock.now()),
  };
  const webhook = {
    url: target.url,
    method: target.method,
    params,
    callSid: call.sid,
    followRedirects: false,
  };
  void context.webhooks.send(webhook).catch(() => undefined);
}

/** How a call that Twilio placed ended; undefined for one that came in. */
export function sipCodeOf({ direction, status }: Call): string | undefined {
  return direction === 'inbound' ? undefined : sipCodes[status];
}

function endParams(call: Call): Record<string, string> {
  const { endedAt = 0, startedAt = endedAt } = call;
  const seconds = Math.ceil((endedAt - startedAt) / 1000);
  const sip = sipCodeOf(call);
  return {
    CallDuration: String(seconds),
    Duration: String(Math.ceil(seconds / 60)),
    ...(sip ? { SipResponseCode: sip } : {}),
  };
}
