import { rejoinStatus } from '../../http/note-event.ts';
import { voiceHandler } from '../../http/voice-handler.ts';

export const handler = voiceHandler(rejoinStatus);
