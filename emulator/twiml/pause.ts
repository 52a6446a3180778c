import { pause as wait } from '../switch/sound/interruption.ts';
import { count } from './rules.ts';
import type { ScriptHost, Verb } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/pause */
export const pause: Verb<ScriptHost> = {
  rule: { attributes: { length: count() } },
  async run(element, host) {
    await wait(host.clock, Number(element.attributes.length ?? 1) * 1000, host.signal);
    return 'next';
  },
};
