export { voicemail as handler } from '../../http/voice/voicemail.ts';
