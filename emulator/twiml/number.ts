import { type TwimlElement, textOf } from './document.ts';
import { callbackOf, type LegToDial, whisperOf } from './leg.ts';
import { anything, type ElementRule, method } from './rules.ts';
import type { TwimlPage } from './script.ts';
import { TwimlError } from './twiml-error.ts';

/** https://www.twilio.com/docs/voice/twiml/number */
export const numberRule: ElementRule = {
  attributes: {
    url: anything,
    method,
    sendDigits: anything,
    statusCallback: anything,
    statusCallbackMethod: method,
    statusCallbackEvent: anything,
  },
  text: true,
};

/** @throws TwimlError 13223 for what is no number */
export function numberLeg(noun: TwimlElement, page: TwimlPage): LegToDial {
  const to = textOf(noun).replaceAll(/[\s().-]/g, '');
  if (!/^\+?[1-9]\d{1,14}$/.test(to)) throw new TwimlError(13223, `Dial: Invalid phone number format: ${to}`);
  const { sendDigits } = noun.attributes;
  return {
    to: to.startsWith('+') ? to : `+${to}`,
    parameters: {},
    callback: callbackOf(noun, page),
    ...whisperOf(noun, page),
    ...(sendDigits ? { sendDigits } : {}),
  };
}
