import { textOf } from './document.ts';
import { method } from './rules.ts';
import { methodOf, resolveUrl, type ScriptHost, type Verb } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/redirect */
export const redirect: Verb<ScriptHost> = {
  rule: { attributes: { method }, text: true },
  run: (element, _host, page) =>
    Promise.resolve({ url: resolveUrl(textOf(element), page), method: methodOf(element.attributes.method) }),
};
