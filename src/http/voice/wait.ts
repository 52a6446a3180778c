import { voiceHandler } from '../voice-handler.ts';
import { parsePass } from '../../twilio/parse-webhook.ts';
import * as twiml from '../../twilio/twiml.ts';

/** The first round of music. Its address holds everything, so that no greeting waits for Sync. */
export const wait = voiceHandler({
  name: 'wait',
  isMusic: true,
  answer: ({ parameters, urls }) => {
    const pass = parsePass(parameters);
    return pass ? twiml.musicPass(urls, pass) : twiml.legMusic(urls);
  },
});
