import type { CallHost } from './call-host.ts';
import { oneOf } from './rules.ts';
import type { Verb } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/reject */
export const reject: Verb<CallHost> = {
  rule: { attributes: { reason: oneOf(['rejected', 'busy']) } },
  run(element, { control }) {
    control.reject(element.attributes.reason === 'busy' ? 'busy' : 'rejected');
    return Promise.resolve('end');
  },
};
