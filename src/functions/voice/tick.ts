import { tick } from '../../http/answer-caller.ts';
import { voiceHandler } from '../../http/voice-handler.ts';

export const handler = voiceHandler(tick);
