import { voiceHandler } from '../voice-handler.ts';
import * as twiml from '../../twilio/twiml.ts';

/** Music for an agent or outside party on hold. */
export const legHold = voiceHandler({
  name: 'leg-hold',
  isMusic: true,
  answer: ({ urls }) => twiml.legMusic(urls),
});
