import type { CallHost } from './call-host.ts';
import { oneOf } from './rules.ts';
import type { Verb } from './script.ts';

/** https://www.twilio.com/docs/voice/twiml/reject */
export const reject: Verb<CallHost> = {
  rule: { attributes: { reason: oneOf(['rejected', 'busy']) } },
  run(element, { call, parts }) {
    const busy = element.attributes.reason === 'busy';
    const error = { code: 31486, message: 'The call was rejected' };
    if (call.startedAt === undefined) parts.calls.end(call, { status: busy ? 'busy' : 'no-answer', error });
    return Promise.resolve('end');
  },
};
