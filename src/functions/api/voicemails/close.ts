export { closeVoicemail as handler } from '../../../http/voicemail-routes.ts';
