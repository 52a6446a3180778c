export { playVoicemail as handler } from '../../../http/api/voicemail.ts';
