import { wait } from '../../http/answer-caller.ts';
import { voiceHandler } from '../../http/voice-handler.ts';

export const handler = voiceHandler(wait);
