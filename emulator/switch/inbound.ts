import { TwilioError } from '../rest/twilio-error.ts';
import type { Call } from './call.ts';
import { startScript } from './call-script.ts';
import type { AccountNumber, Application } from './dependencies.ts';
import type { Parts } from './parts.ts';
import type { Device } from './ports.ts';
import { ringUntilAnswered } from './ringback.ts';
import { turnAway } from './standing.ts';

/** A phone outside dials one of the account's numbers. @throws TwilioError 21215 when nobody has that number */
export function dialIn(parts: Parts, device: Device, to: string): Call {
  const number = parts.numbers.find(to);
  if (!number) throw new TwilioError(404, 21215, `No number of this account is ${to}`);
  const application = number.voiceApplicationSid
    ? parts.applications.find(number.voiceApplicationSid)
    : undefined;
  const extraParams = application ? { ApplicationSid: application.sid } : {};
  const about = { phoneNumberSid: number.sid, extraParams };
  const leg = { from: device.address, to, direction: 'inbound', ...about } as const;
  const call = parts.calls.add(leg, 'ringing');
  call.device = device;
  return turnAway(parts, call) ? call : begin(parts, call, device, application ?? number);
}

/**
 * A page with the Voice SDK connects through a TwiML application; `To` is empty unless the page says otherwise.
 * https://www.twilio.com/docs/voice/sdks/javascript/twiliodevice#deviceconnectconnectoptions
 * @throws TwilioError 21201 for an unknown application
 */
export function connectClient(
  parts: Parts,
  device: Device,
  applicationSid: string,
  params: Readonly<Record<string, string>>,
): Call {
  const application = parts.applications.find(applicationSid);
  if (!application) throw new TwilioError(404, 21201, `There is no TwiML application ${applicationSid}`);
  const { statusCallback: _, ...untold } = application;
  const handler = parts.beliefs.get('applicationStatusCallback') === 'told' ? application : untold;
  const extraParams = { ...params, ApplicationSid: applicationSid };
  const leg = { from: device.address, to: params.To ?? '', direction: 'inbound', extraParams } as const;
  return begin(parts, parts.calls.add(leg, 'ringing'), device, handler);
}

function begin(parts: Parts, call: Call, device: Device, handler: AccountNumber | Application): Call {
  call.device = device;
  const {
    voiceUrl: url,
    voiceMethod: method = 'POST',
    voiceFallbackUrl,
    voiceFallbackMethod = 'POST',
  } = handler;
  const { statusCallback, statusCallbackMethod = 'POST' } = handler;
  if (voiceFallbackUrl) call.fallback = { url: voiceFallbackUrl, method: voiceFallbackMethod };
  if (statusCallback) {
    call.callback = { url: statusCallback, method: statusCallbackMethod, events: new Set(['completed']) };
  }
  ringUntilAnswered(call);
  startScript(parts, call, url ? { url, method } : { twiml: '<Response><Reject/></Response>' });
  return call;
}
