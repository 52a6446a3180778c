import { voiceHandler } from '../voice-handler.ts';
import { customerCallIn, isCompleted } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';
import { enterRoom } from './customer-room.ts';

/** The customer came out of the room. They go back into it with an apology, unless their call is over. */
export const afterRoom = voiceHandler({
  name: 'after-room',
  answer: async (request) => {
    const call = customerCallIn(request.parameters);
    if (!call || isCompleted(request.parameters)) return twiml.hangUp();
    const stored = await request.ports().calls.load(call);
    if (stored?.value.ending) return twiml.hangUp();
    const { hold, muted } = stored?.value.customer ?? {};
    return enterRoom(request, hold === 'goodbye' ? 'goodbye' : 'apology', muted);
  },
  fallback: (request) => enterRoom(request, 'apology'),
});
