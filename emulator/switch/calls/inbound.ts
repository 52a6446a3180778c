import { TwilioError } from '../../twilio-error.ts';
import type { Call } from './call.ts';
import { startScript } from './call-script.ts';
import type { AccountNumber, Application } from '../dependencies.ts';
import type { SwitchContext } from '../switch-context.ts';
import type { Device } from '../ports.ts';
import { ringUntilAnswered } from '../sound/ringback.ts';
import { isTurnedAway } from './standing.ts';

/** A phone outside dials one of the account's numbers. @throws TwilioError 21215 when nobody has that number */
export function dialIn(context: SwitchContext, device: Device, to: string): Call {
  const number = context.numbers.find(to);
  if (!number) throw new TwilioError(404, 21215, `No number of this account is ${to}`);
  const application = number.voiceApplicationSid
    ? context.applications.find(number.voiceApplicationSid)
    : undefined;
  const extraParams = application ? { ApplicationSid: application.sid } : {};
  const about = { phoneNumberSid: number.sid, extraParams };
  const leg = { from: device.address, to, direction: 'inbound', ...about } as const;
  const call = context.calls.add(leg, 'ringing');
  call.device = device;
  const handler = application ?? number;
  return isTurnedAway(context, call)
    ? turnAway(context, call, handler)
    : begin(context, call, device, handler);
}

const NOT_TAKEN = '<Response><Say>This account cannot take your call. Goodbye.</Say></Response>';

function turnAway(context: SwitchContext, call: Call, handler: AccountNumber | Application): Call {
  if (context.beliefs.get('turnedAway') === 'nothing') {
    context.calls.end(call, { status: 'failed' });
    return call;
  }
  reportTo(call, handler);
  startScript(context, call, { twiml: NOT_TAKEN });
  return call;
}

/**
 * A page with the Voice SDK connects through a TwiML application; `To` is empty unless the page says otherwise.
 * https://www.twilio.com/docs/voice/sdks/javascript/twiliodevice#deviceconnectconnectoptions
 * @throws TwilioError 21201 for an unknown application
 */
export function connectClient(
  context: SwitchContext,
  device: Device,
  applicationSid: string,
  params: Readonly<Record<string, string>>,
): Call {
  const application = context.applications.find(applicationSid);
  if (!application) throw new TwilioError(404, 21201, `There is no TwiML application ${applicationSid}`);
  const { statusCallback: _, ...untold } = application;
  const handler = context.beliefs.get('applicationStatusCallback') === 'told' ? application : untold;
  const extraParams = { ...params, ApplicationSid: applicationSid };
  const leg = { from: device.address, to: params.To ?? '', direction: 'inbound', extraParams } as const;
  return begin(context, context.calls.add(leg, 'ringing'), device, handler);
}

function begin(
  context: SwitchContext,
  call: Call,
  device: Device,
  handler: AccountNumber | Application,
): Call {
  call.device = device;
  const {
    voiceUrl: url,
    voiceMethod: method = 'POST',
    voiceFallbackUrl,
    voiceFallbackMethod = 'POST',
  } = handler;
  if (voiceFallbackUrl) call.fallback = { url: voiceFallbackUrl, method: voiceFallbackMethod };
  reportTo(call, handler);
  ringUntilAnswered(call);
  startScript(context, call, url ? { url, method } : { twiml: '<Response><Reject/></Response>' });
  return call;
}

function reportTo(
  call: Call,
  { statusCallback: url, statusCallbackMethod: method = 'POST' }: AccountNumber | Application,
): void {
  if (url) call.callback = { url, method, events: new Set(['completed']) };
}
