import { elementsIn, type TwimlElement, textOf } from './document.ts';
import { callbackOf, type LegToDial, whisperOf } from './leg.ts';
import { anything, type ElementRule, method } from './rules.ts';
import type { TwimlPage } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/client */
export const clientRule: ElementRule = {
  attributes: {
    url: anything,
    method,
    statusCallback: anything,
    statusCallbackMethod: method,
    statusCallbackEvent: anything,
  },
  children: {
    Identity: { attributes: {}, text: true },
    Parameter: { attributes: { name: anything, value: anything } },
  },
  text: true,
};

export function clientLeg(noun: TwimlElement, page: TwimlPage): LegToDial {
  const nested = elementsIn(noun);
  const identity = nested.find(({ name }) => name === 'Identity');
  const parameters = nested
    .filter(({ name }) => name === 'Parameter')
    .map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']);
  const words = noun.children.filter((child) => typeof child === 'string').join('');
  return {
    to: `client:${identity ? textOf(identity) : words.trim()}`,
    parameters: Object.fromEntries(parameters) as Record<string, string>,
    callback: callbackOf(noun, page),
    ...whisperOf(noun, page),
  };
}
