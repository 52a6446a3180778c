import type { ScriptHost, Verb } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/hangup */
export const hangup: Verb<ScriptHost> = {
  rule: { attributes: {} },
  run: () => Promise.resolve('end'),
};
