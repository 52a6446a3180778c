import { afterRoom } from '../../http/answer-caller.ts';
import { voiceHandler } from '../../http/voice-handler.ts';

export const handler = voiceHandler(afterRoom);
