export { closeVoicemail as handler } from '../../../http/api/voicemail.ts';
