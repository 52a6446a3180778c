import { voicemailStatus } from '../../http/take-message.ts';
import { voiceHandler } from '../../http/voice-handler.ts';

export const handler = voiceHandler(voicemailStatus);
