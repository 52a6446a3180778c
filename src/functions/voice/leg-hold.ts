import { legHold } from '../../http/answer-leg.ts';
import { voiceHandler } from '../../http/voice-handler.ts';

export const handler = voiceHandler(legHold);
