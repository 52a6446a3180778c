export { listVoicemails as handler } from '../../../http/voicemail-routes.ts';
