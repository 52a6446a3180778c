import { voicemailRecorded } from '../../http/take-message.ts';
import { voiceHandler } from '../../http/voice-handler.ts';

export const handler = voiceHandler(voicemailRecorded);
