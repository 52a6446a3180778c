export { listVoicemails as handler } from '../../../http/api/voicemail.ts';
