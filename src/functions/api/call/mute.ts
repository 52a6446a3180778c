export { muteParty as handler } from '../../../http/api/call.ts';
