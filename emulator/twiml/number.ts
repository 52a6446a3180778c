import type { CallHost } from './call-host.ts';
import { type TwimlElement, textOf } from './document.ts';
import { callbackOf, type LegToDial, whisperOf } from './leg.ts';
import { detectionAttributes, detectionOf } from './machine-detection.ts';
import { anything, type ElementRule, method } from './rules.ts';
import { type TwimlPage, warnOf } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/number */
export const numberRule: ElementRule = {
  attributes: {
    url: anything,
    method,
    sendDigits: anything,
    statusCallback: anything,
    statusCallbackMethod: method,
    statusCallbackEvent: anything,
    ...detectionAttributes,
  },
  text: true,
};

/** Undefined when it is no number: Twilio warns, and that leg fails. https://www.twilio.com/docs/api/errors/13223 */
export function numberLeg(noun: TwimlElement, host: CallHost, page: TwimlPage): readonly LegToDial[] {
  const to = host.control.numberIn(textOf(noun));
  if (to === undefined) {
    warnOf(host, 13223, `Dial: Invalid phone number format: ${textOf(noun)}`);
    return [];
  }
  const { sendDigits } = noun.attributes;
  const about = { callback: callbackOf(noun, page), ...whisperOf(noun, page) };
  // Keys that are sent rule machine detection out: https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
  return [{ to, parameters: {}, ...about, ...(sendDigits ? { sendDigits } : detectionOf(noun, page)) }];
}
