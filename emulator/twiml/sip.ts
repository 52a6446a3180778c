import { sipAddress } from '../switch/calls/address.ts';
import { type TwimlElement, textOf } from './document.ts';
import { callbackOf, type LegToDial, whisperOf } from './leg.ts';
import { detectionAttributes, detectionOf } from './machine-detection.ts';
import { anything, type ElementRule, method } from './rules.ts';
import { type ScriptHost, type TwimlPage, warnOf } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/sip */
export const sipRule: ElementRule = {
  attributes: {
    username: anything,
    password: anything,
    url: anything,
    method,
    statusCallback: anything,
    statusCallbackMethod: method,
    statusCallbackEvent: anything,
    ...detectionAttributes,
  },
  text: true,
};

/** Nothing when it is no address: Twilio warns, and that leg fails. https://www.twilio.com/docs/api/errors/13243 */
export function sipLeg(noun: TwimlElement, host: ScriptHost, page: TwimlPage): readonly LegToDial[] {
  const address = sipAddress(textOf(noun));
  if (!address) {
    warnOf(host, 13243, 'Dial->SIP: Invalid SIP URI');
    return [];
  }
  const about = { callback: callbackOf(noun, page), ...whisperOf(noun, page), ...detectionOf(noun, page) };
  return [{ ...address, ...about }];
}
