export { playVoicemail as handler } from '../../../http/voicemail-routes.ts';
