export { voicemailRecorded as handler } from '../../http/voice/voicemail.ts';
