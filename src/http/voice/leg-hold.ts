import { voiceHandler } from '../voice-handler.ts';
import * as twiml from '../../twilio/twiml.ts';

/** Music for a held agent or outside party. */
export const legHold = voiceHandler({
  name: 'leg-hold',
  isMusic: true,
  answer: ({ urls }) => twiml.legMusic(urls),
});
