export { voicemailStatus as handler } from '../../http/voice/voicemail.ts';
